package consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot application with the starter of servlet-exporter. */
@SpringBootApplication
@RestController
public class SpringBoot {

  /** Starts the application, checks that a request is counted, and stops it. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("server.port", "0");
    try (ConfigurableApplicationContext application = SpringApplication.run(SpringBoot.class)) {
      String port = application.getEnvironment().getRequiredProperty("local.server.port");
      Probe.check(Integer.parseInt(port), "");
    }
  }

  /** Answers with a greeting. */
  @GetMapping("/hello")
  public String hello() {
    return "hello";
  }
}
