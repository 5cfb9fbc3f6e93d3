package io.github.servletexporter.it.modules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of one module as text: its descriptor's directives, then each public type of each
 * exported package with its public and protected members, sorted.
 */
final class ApiText {

  private static final String INDENT = "  ";

  private ApiText() {}

  /**
   * Describes a module.
   *
   * @param classes the folder or root of its compiled classes
   * @throws IOException if the folder cannot be read or has no descriptor
   */
  static List<String> of(Path classes) throws IOException {
    ModuleDescriptor module;
    try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      module = ModuleDescriptor.read(descriptor);
    }
    List<String> lines = new ArrayList<>();
    lines.add("module " + module.name());
    directives(module).forEach(directive -> lines.add(INDENT + directive));
    module.exports().stream()
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .sorted()
        .flatMap(name -> types(classes, name))
        .forEach(type -> describe(type, lines));
    return lines;
  }

  private static Stream<String> directives(ModuleDescriptor module) {
    Stream<String> requires =
        module.requires().stream()
            .filter(required -> !required.name().equals("java.base"))
            .map(required -> "requires " + words(required.modifiers()) + required.name());
    Stream<String> exports =
        module.exports().stream()
            .filter(export -> !export.isQualified())
            .map(export -> "exports " + export.source());
    Stream<String> uses = module.uses().stream().map(service -> "uses " + service);
    Stream<String> provides =
        module.provides().stream()
            .map(provided -> "provides " + provided.service() + " with " + provided.providers());
    return Stream.of(requires, exports, uses, provides).flatMap(Stream::sorted);
  }

  private static String words(Set<ModuleDescriptor.Requires.Modifier> modifiers) {
    return modifiers.stream()
        .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
        .sorted()
        .collect(Collectors.joining());
  }

  private static Stream<Class<?>> types(Path classes, String packageName) {
    try (Stream<Path> files = Files.list(classes.resolve(packageName.replace('.', '/')))) {
      List<Class<?>> types =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
              .map(name -> packageName + "." + name.substring(0, name.length() - ".class".length()))
              .sorted()
              .<Class<?>>map(ApiText::load)
              .filter(ApiText::isPublic)
              .toList();
      return types.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiText.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name + " is in the module but not on the class path", e);
    }
  }

  /** A nested type is public only if all types around it are. */
  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return !type.isAnonymousClass()
        && !type.isLocalClass()
        && isApi(type.getModifiers())
        && (outer == null || isPublic(outer));
  }

  private static boolean isApi(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static void describe(Class<?> type, List<String> lines) {
    lines.add("");
    lines.add(type.toGenericString() + supertypes(type));
    Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    Stream<Method> methods = Arrays.stream(type.getDeclaredMethods());
    Stream.of(fields, constructors, methods)
        .flatMap(members -> members.filter(ApiText::isApi).map(ApiText::text).sorted())
        .forEach(member -> lines.add(INDENT + member));
  }

  private static boolean isApi(Member member) {
    return isApi(member.getModifiers()) && !member.isSynthetic();
  }

  private static String text(Object member) {
    String text =
        member instanceof Executable executable
            ? executable.toGenericString()
            : ((Field) member).toGenericString();
    String owner = ((Member) member).getDeclaringClass().getName();
    return text.replace(owner + ".", "").replace("java.lang.", "");
  }

  private static String supertypes(Class<?> type) {
    String parent =
        type.getGenericSuperclass() == null || type.isRecord() || type.isEnum()
            ? ""
            : type.getGenericSuperclass().getTypeName();
    String interfaces =
        Arrays.stream(type.getGenericInterfaces())
            .map(Type::getTypeName)
            .collect(Collectors.joining(", "));
    return (parent.isEmpty() || parent.equals("java.lang.Object") ? "" : " extends " + parent)
        + (interfaces.isEmpty()
            ? ""
            : (type.isInterface() ? " extends " : " implements ") + interfaces);
  }
}
