package io.github.servletexporter.sharing;

import io.github.servletexporter.sharing.store.SnapshotStore;
import java.io.IOException;

/**
 * Result of looking into a shared store without becoming one of its instances.
 *
 * @param instances number of entries of instances
 * @param totalsBytes size of the retained totals in bytes; 0 if there are none
 */
public record StoreInspection(int instances, int totalsBytes) {

  /**
   * Inspects a store.
   *
   * @throws IOException if the store cannot be read
   */
  public static StoreInspection of(StoreConfig config) throws IOException {
    try (SnapshotStore store = config.location().open()) {
      return new StoreInspection(store.keys().size(), store.retained().length);
    }
  }
}
