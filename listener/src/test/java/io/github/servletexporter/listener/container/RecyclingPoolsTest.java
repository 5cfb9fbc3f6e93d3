package io.github.servletexporter.listener.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.junit.jupiter.api.Test;

class RecyclingPoolsTest {

  private final MBeanServer beans = MBeanServerFactory.newMBeanServer();
  private final RecyclingPools pools =
      new RecyclingPools(
          beans,
          new PoolDirectory(() -> List.of(pool("qtp", "qtp12345"), pool("tomcat", "tomcat"))));

  @Test
  void isEmptyWithoutSuchPools() {
    assertThat(pools.maxRequests("qtp")).isZero();
    assertThat(pools.requestBudget(Thread.currentThread())).isNull();
    assertThat(pools.replace(Thread.currentThread())).isFalse();
  }

  @Test
  void readsTheLimitOfAPoolUnderTheContainersLabel() throws Exception {
    register(new Pool("qtp12345", new Thread("worker")), 1);

    assertThat(pools.maxRequests("qtp")).isEqualTo(1000);
    assertThat(pools.maxRequests("qtp12345")).isZero();
  }

  @Test
  void leavesPoolsOfOtherServersOut() throws Exception {
    register(new Pool("of another server", new Thread("worker")), 1);

    assertThat(pools.maxRequests("qtp")).isZero();
    assertThat(pools.maxRequests("of another server")).isZero();
  }

  @Test
  void asksEachPoolForTheBudgetOfAThread() throws Exception {
    Pool first = new Pool("qtp12345", new Thread("worker"));
    Pool second = new Pool("tomcat", new Thread("worker"));
    register(first, 1);
    register(second, 2);

    assertThat(pools.requestBudget(first.worker)).isSameAs(first.budget);
    assertThat(pools.requestBudget(second.worker)).isSameAs(second.budget);
    assertThat(pools.requestBudget(Thread.currentThread())).isNull();
  }

  @Test
  void letsThePoolOfAThreadReplaceIt() throws Exception {
    Pool first = new Pool("qtp12345", new Thread("worker"));
    Pool second = new Pool("tomcat", new Thread("worker"));
    register(first, 1);
    register(second, 2);

    assertThat(pools.replace(second.worker)).isTrue();
    assertThat(pools.replace(second.worker)).isFalse();
    assertThat(first.replaced).isFalse();
    assertThat(pools.replace(Thread.currentThread())).isFalse();
  }

  @Test
  void goesOnWhenAPoolFails() throws Exception {
    Pool failing =
        new Pool("qtp12345", new Thread("worker")) {
          @Override
          public AtomicLong requestBudget(Thread thread) {
            throw new IllegalStateException("on purpose");
          }

          @Override
          public int getMaxRequests() {
            throw new IllegalStateException("on purpose");
          }
        };
    Pool other = new Pool("tomcat", new Thread("worker"));
    register(failing, 1);
    register(other, 2);

    assertThat(pools.requestBudget(other.worker)).isSameAs(other.budget);
    assertThat(pools.maxRequests("qtp")).isZero();
    assertThat(pools.maxRequests("tomcat")).isEqualTo(1000);
  }

  private static NamedPool pool(String label, String name) {
    return new NamedPool(
        new Object(), label, name, null, false, () -> PoolSnapshot.withoutNumbers(label, false));
  }

  private void register(Pool pool, int id) throws Exception {
    beans.registerMBean(
        new StandardMBean(pool, RecyclingPoolMBean.class),
        new ObjectName(
            "io.github.servletexporter:type=RecyclingPool,name="
                + ObjectName.quote(pool.getName())
                + ",id="
                + id));
  }

  /** The MBean of a recycling pool. */
  public interface RecyclingPoolMBean {
    String getName();

    int getMaxRequests();

    int getMaxRequestsJitter();

    long getMaxLifetimeSeconds();

    long getMaxLifetimeJitterSeconds();

    long getRecycledWorkers();

    AtomicLong requestBudget(Thread thread);

    boolean replace(Thread thread);
  }

  private static class Pool implements RecyclingPoolMBean {
    private final String name;
    private final Thread worker;
    private final AtomicLong budget = new AtomicLong(1000);
    private boolean replaced;

    Pool(String name, Thread worker) {
      this.name = name;
      this.worker = worker;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public int getMaxRequests() {
      return 1000;
    }

    @Override
    public int getMaxRequestsJitter() {
      return 100;
    }

    @Override
    public long getMaxLifetimeSeconds() {
      return 3600;
    }

    @Override
    public long getMaxLifetimeJitterSeconds() {
      return 60;
    }

    @Override
    public long getRecycledWorkers() {
      return 7;
    }

    @Override
    public AtomicLong requestBudget(Thread thread) {
      return thread == worker ? budget : null;
    }

    @Override
    public boolean replace(Thread thread) {
      if (thread != worker || replaced) {
        return false;
      }
      replaced = true;
      return true;
    }
  }
}
