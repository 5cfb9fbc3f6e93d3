package io.github.servletexporter.it.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads and downloads, complete and aborted. */
final class Bodies {
  private static final int BLOCK_BYTES = 8192;

  private Bodies() {}

  static void register(Paths paths) {
    paths.add("/upload", (request, response) -> PlainText.write(response, "" + drain(request)));
    paths.add("/upload-by-reader", Bodies::drainReader);
    paths.add("/upload-ignored", (request, response) -> PlainText.write(response, "not read"));
    paths.add(
        "/upload-swallowed",
        (request, response) -> {
          try {
            drain(request);
          } catch (IOException e) {
            response.setStatus(202);
          }
        });
    paths.add(
        "/upload-rethrown",
        (request, response) -> {
          try {
            drain(request);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    paths.add(
        "/upload-swallowed-with-body",
        (request, response) -> {
          try {
            drain(request);
          } catch (IOException e) {
            PlainText.write(response, "swallowed");
          }
        });
    paths.add("/download", Bodies::download);
    paths.add("/download-by-sendfile", Bodies::sendFile);
    paths.add(
        "/download-after-interim",
        (request, response) -> {
          response.sendError(HttpServletResponse.SC_CONTINUE + 2);
          PlainText.write(response, "x".repeat(bytes(request)));
        });
    paths.add(
        "/download-by-writer",
        (request, response) -> {
          response.setContentType("text/plain;charset=UTF-8");
          response.getWriter().write("é".repeat(bytes(request) / 2));
        });
    paths.add(
        "/download-endless",
        (request, response) -> {
          while (true) {
            response.getOutputStream().write(new byte[BLOCK_BYTES]);
          }
        });
  }

  private static void download(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int remaining = bytes(request);
    if (request.getParameter("declared") != null) {
      response.setContentLength(remaining);
    }
    OutputStream out = response.getOutputStream();
    while (remaining > 0) {
      int count = Math.min(BLOCK_BYTES, remaining);
      out.write(new byte[count]);
      // Without a declared length the flush makes the container choose chunks.
      out.flush();
      remaining -= count;
    }
  }

  /** Lets Tomcat send a file after the request has ended. */
  private static void sendFile(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Path file = Files.createTempFile("download", ".bin");
    file.toFile().deleteOnExit();
    Files.write(file, new byte[bytes(request)]);
    response.setContentLength(bytes(request));
    request.setAttribute("org.apache.tomcat.sendfile.filename", file.toString());
    request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
    request.setAttribute("org.apache.tomcat.sendfile.end", Files.size(file));
  }

  private static long drain(HttpServletRequest request) throws IOException {
    InputStream in = request.getInputStream();
    byte[] buffer = new byte[BLOCK_BYTES];
    long total = 0;
    int count = in.read(buffer);
    while (count >= 0) {
      total += count;
      count = in.read(buffer);
    }
    return total;
  }

  private static void drainReader(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    BufferedReader reader = request.getReader();
    long total = 0;
    while (reader.read() >= 0) {
      total++;
    }
    PlainText.write(response, "" + total);
  }

  private static int bytes(HttpServletRequest request) {
    return Integer.parseInt(request.getParameter("bytes"));
  }
}
