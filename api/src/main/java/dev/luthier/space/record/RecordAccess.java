package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes records of a class and takes them apart. */
final class RecordAccess {
  private final Class<?> type;
  private final Constructor<?> constructor;
  private final List<Method> accessors;

  private RecordAccess(Class<?> type, Constructor<?> constructor, List<Method> accessors) {
    this.type = type;
    this.constructor = constructor;
    this.accessors = accessors;
  }

  /**
   * @throws InvalidInputException when the record's module does not permit it
   */
  static RecordAccess of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Constructor<?> constructor;
    try {
      constructor = type.getDeclaredConstructor(types);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("every record has its canonical constructor", e);
    }
    requireAccess(constructor, type);
    List<Method> accessors = new ArrayList<>();
    for (RecordComponent component : components) {
      requireAccess(component.getAccessor(), type);
      accessors.add(component.getAccessor());
    }
    return new RecordAccess(type, constructor, accessors);
  }

  /**
   * @throws InvalidInputException with the line that the module of the type is missing
   */
  static void requireAccess(AccessibleObject member, Class<?> type) {
    if (member.trySetAccessible()) {
      return;
    }
    Module ours = RecordAccess.class.getModule();
    String to = ours.isNamed() ? " to " + ours.getName() : "";
    throw new InvalidInputException(
        type.getSimpleName(),
        type.getName(),
        "its module does not let it be made; add to the module-info.java of "
            + type.getModule().getName()
            + ": opens "
            + type.getPackageName()
            + to
            + ";");
  }

  /**
   * The record with these components.
   *
   * @throws InvalidInputException naming record and components when its constructor throws
   */
  Object make(Object[] components) {
    try {
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      InvalidInputException refused =
          new InvalidInputException(
              type.getSimpleName(), named(components), "its constructor threw " + e.getCause());
      refused.initCause(e.getCause());
      throw refused;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("access has been checked", e);
    }
  }

  /**
   * The record's component with an index.
   *
   * @throws InvalidInputException when it is null
   */
  Object component(int index, Object record) {
    try {
      Object value = accessors.get(index).invoke(record);
      if (value == null) {
        throw new InvalidInputException(
            type.getSimpleName() + "." + accessors.get(index).getName(),
            "null",
            "must not be null; what may be missing is an Optional");
      }
      return value;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(accessors.get(index) + " threw", e.getCause());
    } catch (IllegalAccessException e) {
      throw new LinkageError("access has been checked", e);
    }
  }

  private Map<String, Object> named(Object[] components) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      named.put(accessors.get(i).getName(), components[i]);
    }
    return named;
  }
}
