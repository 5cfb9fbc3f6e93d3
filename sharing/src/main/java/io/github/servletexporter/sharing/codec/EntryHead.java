package io.github.servletexporter.sharing.codec;

import io.github.servletexporter.sharing.model.InstanceIdentity;
import io.github.servletexporter.sharing.model.InstanceVersions;

/** Who has left an entry, and when: all that is to be known of a member that lives. */
public record EntryHead(
    InstanceIdentity identity, InstanceVersions versions, Publication publication) {}
