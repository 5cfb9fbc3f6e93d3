package io.github.servletexporter.it.springboot.app;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Pages that answer at once. */
@Controller
class Pages {

  @GetMapping("/plain")
  @ResponseBody
  String plain() {
    return "plain";
  }

  @GetMapping("/users/{id}")
  @ResponseBody
  String user(@PathVariable("id") String id) {
    return "user " + id;
  }

  @GetMapping("/missing/{id}")
  ResponseEntity<String> missing() {
    return ResponseEntity.notFound().build();
  }

  @GetMapping("/moved")
  String moved() {
    return "redirect:/plain";
  }

  @GetMapping("/forwarded")
  String forwarded() {
    return "forward:/users/9";
  }

  @GetMapping({"/broken", "/broken-page", "/broken-logged"})
  String broken() {
    throw new UnsupportedOperationException("not dealt with");
  }

  @GetMapping("/handled")
  String handled() {
    throw new IllegalArgumentException("dealt with below");
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ResponseEntity<String> conflict() {
    return ResponseEntity.status(HttpStatus.CONFLICT).body("conflict");
  }

  @GetMapping("/teapot")
  String teapot() {
    throw new ResponseStatusException(HttpStatusCode.valueOf(418));
  }

  @GetMapping({"/secure", "/admin"})
  @ResponseBody
  String secure() {
    return "secure";
  }
}
