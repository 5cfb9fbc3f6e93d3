package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;

/**
 * Entry of an instance without its metrics.
 *
 * @param identity instance that published the entry
 * @param versions software that the instance runs on
 * @param publication time and number of the publication
 */
public record EntryHead(
    InstanceIdentity identity, InstanceVersions versions, Publication publication) {}
