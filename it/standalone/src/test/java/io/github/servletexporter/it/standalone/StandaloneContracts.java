package io.github.servletexporter.it.standalone;

/** Contracts of every server. */
interface StandaloneContracts
    extends DropInContract,
        DescriptorContract,
        EnvironmentContract,
        NeighboursContract,
        SharedPortContract,
        AccessLogContract,
        RedeployContract,
        PoolContract,
        BootContract,
        HookContract,
        RecyclingContract,
        NoRecyclingContract,
        DrainContract,
        HeapContract,
        RestEasyContract {}
