package io.github.servletexporter.it.springboot.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Requests with a body. */
@RestController
class Orders {

  /**
   * Order of a customer.
   *
   * @param item the name of what is ordered
   */
  record Order(@NotBlank String item) {}

  @PostMapping("/orders")
  String order(@Valid @RequestBody Order order) {
    return order.item();
  }

  @PostMapping("/upload")
  String upload(@RequestParam("file") MultipartFile file) {
    return file.getSize() + " bytes";
  }
}
