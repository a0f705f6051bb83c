package app;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.SpringBootApplication;

class ApplicationTest {
  @Test
  void isASpringBootApplication() {
    assertTrue(Application.class.isAnnotationPresent(SpringBootApplication.class));
  }
}
