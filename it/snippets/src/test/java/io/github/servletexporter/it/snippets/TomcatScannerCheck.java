package io.github.servletexporter.it.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.servletexporter.it.docs.CodeBlock;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.apache.tomcat.JarScanType;
import org.apache.tomcat.util.scan.Constants;
import org.apache.tomcat.util.scan.StandardJarScanFilter;

/** Check of the jars that Tomcat does not search: Tomcat reads them. */
final class TomcatScannerCheck implements BlockCheck {

  @Override
  public boolean accepts(CodeBlock block) {
    return block.language().equals("properties") && block.text().startsWith("tomcat.util.scan.");
  }

  @Override
  public void check(CodeBlock block) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(block.text()));
    StandardJarScanFilter filter = new StandardJarScanFilter();
    filter.setPluggabilitySkip(properties.getProperty(Constants.SKIP_JARS_PROPERTY, ""));

    assertThat(filter.check(JarScanType.PLUGGABILITY, "servlet-exporter-bundle-0.1.0.jar"))
        .isFalse();
    assertThat(filter.check(JarScanType.PLUGGABILITY, "shop.jar")).isTrue();
  }
}
