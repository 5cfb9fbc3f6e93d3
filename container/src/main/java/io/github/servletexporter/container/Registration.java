package io.github.servletexporter.container;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** A pool's MBean in the platform's MBean server, from the pool's start to its stop. */
final class Registration implements AutoCloseable {

  private final MBeanServer server;
  private final ObjectName name;

  private Registration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Registers under the first number that no pool of this JVM has, other copies of this class
   * included.
   *
   * @throws IllegalStateException if the MBean server refuses
   */
  static Registration of(RecyclingPoolMBean pool) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      StandardMBean bean = new StandardMBean(pool, RecyclingPoolMBean.class);
      synchronized (server) { // the one object that copies of this class share
        ObjectName name = new ObjectName(withId(freeId(server)) + ",name=" + quoted(pool));
        server.registerMBean(bean, name);
        return new Registration(server, name);
      }
    } catch (JMException e) {
      throw new IllegalStateException("Pool " + pool.getName() + ": no MBean", e);
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
    } catch (InstanceNotFoundException gone) {
      // somebody else has removed it
    } catch (JMException e) {
      throw new IllegalStateException("The MBean stays: " + name, e);
    }
  }
}
