package io.github.servletexporter.listener.container.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignObjectTest {

  private final ForeignObject object = new ForeignObject(new Hidden());

  @Test
  void callsAMethodOfAHiddenClassThroughItsPublicSuperclass() throws Exception {
    assertThat(object.call("getName")).isEqualTo("hidden");
    assertThat(object.call("isLongerThan", int.class, 3)).isEqualTo(true);
  }

  @Test
  void callsAMethodOfAHiddenClassThroughItsPublicInterface() throws Exception {
    assertThat(object.call("getLimit")).isEqualTo(-1);
  }

  @Test
  void readsNothingFromAMethodThatIsMissingOrFails() {
    assertThat(object.get("getAbsent")).isNull();
    assertThat(object.get("getFailure")).isNull();
    assertThat(object.text("getLimit")).isNull();
    assertThat(object.object("getAbsent")).isNull();
    assertThat(object.elements("getName")).isEmpty();
  }

  @Test
  void failsWhereAMethodIsRequired() {
    assertThatThrownBy(() -> object.call("getAbsent")).isInstanceOf(NoSuchMethodException.class);
    assertThatThrownBy(() -> object.call("getFailure"))
        .isInstanceOf(ReflectiveOperationException.class);
    assertThatThrownBy(() -> object.required("getNothing"))
        .isInstanceOf(ReflectiveOperationException.class);
  }

  @Test
  void takesTheFirstNumberThatIsNotNegative() {
    assertThat(object.number("getAbsent", "getLimit", "getSize")).isEqualTo(7);
    assertThat(object.number("getLimit")).isNull();
  }

  @Test
  void readsTheElementsOfAnArray() {
    assertThat(object.elements("getParts"))
        .isEqualTo(List.of(new ForeignObject("a"), new ForeignObject("b")));
  }

  @Test
  void knowsItsMethodsAndTypes() {
    assertThat(object.has("getName")).isTrue();
    assertThat(object.has("isLongerThan")).isFalse();
    assertThat(object.is(Limited.class.getName())).isTrue();
    assertThat(object.type(Named.class.getName())).isEqualTo(Named.class);
    assertThat(object.is("com.example.Absent")).isFalse();
  }

  /** Interface that is visible. */
  public interface Limited {
    int getLimit();
  }

  /** Superclass that is visible. */
  public static class Named {
    public String getName() {
      return "named";
    }

    public boolean isLongerThan(int length) {
      return getName().length() > length;
    }

    public int getSize() {
      return 7;
    }

    public String[] getParts() {
      return new String[] {"a", "b"};
    }

    public Object getNothing() {
      return null;
    }

    public Object getFailure() {
      throw new IllegalStateException("on purpose");
    }
  }

  private static final class Hidden extends Named implements Limited {
    @Override
    public String getName() {
      return "hidden";
    }

    @Override
    public int getLimit() {
      return -1;
    }
  }
}
