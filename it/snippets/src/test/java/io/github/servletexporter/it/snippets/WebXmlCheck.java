package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import jakarta.servlet.Servlet;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;

/**
 * Check of parts of a web.xml: the schema of the servlet API allows them, what they name exists.
 */
final class WebXmlCheck implements BlockCheck {

  private static final Pattern ROOT =
      Pattern.compile("^<(listener|filter|servlet|absolute-ordering|context-param)>");
  private static final Pattern CLASS =
      Pattern.compile("<(?:listener|filter|servlet)-class>(.*?)</");
  private static final Pattern PARAMETER =
      Pattern.compile("<param-name>(.*?)</param-name>\\s*<param-value>(.*?)</param-value>");
  private static final Pattern FRAGMENT = Pattern.compile("<absolute-ordering>\\s*<name>(.*?)<");
  private static final String SCHEMAS = "/jakarta/servlet/resources/";

  private final SettingsCheck settings;

  WebXmlCheck(SettingsCheck settings) {
    this.settings = settings;
  }

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("xml") && ROOT.matcher(block.text()).find();
  }

  @Override
  public void check(CodeBlock block) throws Exception {
    validate(
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + block.text()
            + "</web-app>");
    for (String type : Sources.find(CLASS, block.text())) {
      assertThat(Class.forName(type)).isPublic();
    }
    Map<String, String> parameters = new TreeMap<>();
    PARAMETER.matcher(block.text()).results().forEach(p -> parameters.put(p.group(1), p.group(2)));
    settings.load(parameters);
    List<String> fragments = Sources.find(FRAGMENT, block.text());
    String fragment = Sources.read(("bundle/src/main/resources/META-INF/web-fragment.xml"));
    assertThat(fragments).allSatisfy(name -> assertThat(fragment).contains(">" + name + "<"));
  }

  private static void validate(String xml) throws Exception {
    DOMImplementationLS implementation =
        (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setResourceResolver(
        (type, namespace, publicId, systemId, base) -> {
          String file = systemId.substring(systemId.lastIndexOf('/') + 1);
          InputStream schema = Servlet.class.getResourceAsStream(SCHEMAS + file);
          LSInput input = implementation.createLSInput();
          input.setByteStream(schema);
          input.setSystemId(file);
          return input;
        });
    factory
        .newSchema(new StreamSource(Servlet.class.getResourceAsStream(SCHEMAS + "web-app_6_0.xsd")))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }
}
