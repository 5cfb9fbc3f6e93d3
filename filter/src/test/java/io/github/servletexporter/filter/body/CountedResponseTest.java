package io.github.servletexporter.filter.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.filter.request.StubResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CountedResponseTest {

  @Test
  void countsASurrogatePairThatIsSplitOverTwoWrites() throws Exception {
    CountedResponse response = response("UTF-8", new StringWriter());

    response.getWriter().write("\uD83D");
    response.getWriter().write("\uDE00");

    assertThat(response.bytes()).isEqualTo(4);
  }

  @Test
  void countsTheByteOrderMarkOfUtf16Once() throws Exception {
    CountedResponse response = response("UTF-16", new StringWriter());

    for (int i = 0; i < 10; i++) {
      response.getWriter().print("x");
    }

    assertThat(response.bytes()).isEqualTo("xxxxxxxxxx".getBytes(StandardCharsets.UTF_16).length);
  }

  @Test
  void countsEveryWayToPrintALine() throws Exception {
    StringWriter written = new StringWriter();
    CountedResponse response = response("UTF-8", written);
    PrintWriter writer = response.getWriter();

    writer.println("a");
    writer.println();
    writer.printf(Locale.ROOT, "%d", 42).append('c').append("xyz", 1, 2).format("%s", "d");
    writer.print(1.5);

    assertThat(response.bytes()).isEqualTo(written.toString().length());
  }

  @Test
  void countsNothingAfterTheEnd() throws Exception {
    CountedResponse response = response("UTF-8", new StringWriter());

    response.getWriter().print("abc");
    response.getWriter().close();
    response.getWriter().print("ignored");

    assertThat(response.bytes()).isEqualTo(3);
  }

  @Test
  void usesThePrintMethodOfAStreamThatEncodes() throws Exception {
    EncodingStream stream = new EncodingStream();
    CountedResponse response =
        new CountedResponse(
            new StubResponse() {
              @Override
              public String getCharacterEncoding() {
                return "UTF-8";
              }

              @Override
              public ServletOutputStream getOutputStream() {
                return stream;
              }
            });

    response.getOutputStream().print("\u20AC");

    assertThat(stream.printed).isEqualTo("\u20AC");
    assertThat(response.bytes()).isEqualTo(3);
  }

  @Test
  void countsNoMoreThanTheDeclaredLength() throws Exception {
    CountedResponse response = response("UTF-8", new StringWriter());
    response.setHeader("content-length", "2");

    response.getWriter().print("abc");

    assertThat(response.bytes()).isEqualTo(2);
  }

  @Test
  void doesNotKnowABodyThatDoesNotReachItsDeclaredLength() throws Exception {
    CountedResponse response = response("UTF-8", new StringWriter());
    response.setContentLength(4);

    response.getWriter().print("abc");

    assertThat(response.bytes()).isEqualTo(BodySizes.UNKNOWN);
  }

  private static CountedResponse response(String charset, StringWriter written) {
    PrintWriter writer = new PrintWriter(written);
    return new CountedResponse(
        new StubResponse() {
          @Override
          public String getCharacterEncoding() {
            return charset;
          }

          @Override
          public PrintWriter getWriter() {
            return writer;
          }
        });
  }

  /** Output stream that prints in a charset, like that of Jetty. */
  public static final class EncodingStream extends ServletOutputStream {

    private String printed = "";

    @Override
    public void print(String text) {
      printed += text;
    }

    @Override
    public void write(int value) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
