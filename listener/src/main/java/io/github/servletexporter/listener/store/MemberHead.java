package io.github.servletexporter.listener.store;

/** Who has left an entry, and when: all that is to be known of a member that lives. */
record MemberHead(MemberIdentity identity, MemberVersions versions, Publication publication) {}
