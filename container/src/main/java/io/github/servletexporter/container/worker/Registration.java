package io.github.servletexporter.container.worker;

import io.github.servletexporter.container.RecyclingPoolMBean;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registration of a pool's MBean in the platform MBean server, from the pool's start to its stop.
 */
final class Registration implements AutoCloseable {

  private final MBeanServer server;
  private final ObjectName name;

  private Registration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Registers a pool under the lowest number that no pool of this JVM has, including pools of other
   * copies of this class.
   *
   * @throws IllegalStateException if the MBean server refuses the registration
   */
  static Registration of(RecyclingPoolMBean pool) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      StandardMBean bean = new StandardMBean(pool, RecyclingPoolMBean.class);
      synchronized (server) { // the only object that all copies of this class share
        ObjectName name = new ObjectName(withId(freeId(server)) + ",name=" + quoted(pool));
        server.registerMBean(bean, name);
        return new Registration(server, name);
      }
    } catch (JMException e) {
      throw new IllegalStateException(
          "pool \"" + pool.getName() + "\": cannot register the MBean", e);
    }
  }

  private static long freeId(MBeanServer server) throws JMException {
    long id = 1;
    while (!server.queryNames(new ObjectName(withId(id) + ",*"), null).isEmpty()) {
      id++;
    }
    return id;
  }

  private static String withId(long id) {
    return "io.github.servletexporter:type=RecyclingPool,id=" + id;
  }

  private static String quoted(RecyclingPoolMBean pool) {
    return ObjectName.quote(pool.getName());
  }

  @Override
  public void close() {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException alreadyRemoved) {
      // The MBean has been removed by other code.
    } catch (JMException e) {
      throw new IllegalStateException("cannot unregister the MBean " + name, e);
    }
  }
}
