[description]
Thread pool that recycles its workers: after a number of requests or at a maximum age
a worker ends between two requests, and a new one replaces it.
Requests are counted by the filter of servlet-exporter in the web applications.

[tags]
threadpool
metrics

[depends]
logging

[provides]
threadpool

[lib]
lib/servlet-exporter/servlet-exporter-container-*.jar

[xml]
etc/servlet-exporter-threadpool.xml

[ini-template]
## Requests after which a worker ends, 0 for no limit.
servletExporter.threadPool.maxRequests=1000

## Upper limit of the random number that is added for each worker.
servletExporter.threadPool.maxRequestsJitter=100

## Maximum age of a worker in seconds, 0 for no limit.
# servletExporter.threadPool.maxLifetimeSeconds=0

## Upper limit of the random time in seconds that is added for each worker.
# servletExporter.threadPool.maxLifetimeJitterSeconds=0

## Thread name prefix.
# jetty.threadPool.namePrefix=qtp<hashCode>

## Minimum number of pooled threads.
# jetty.threadPool.minThreads=10

## Maximum number of pooled threads.
# jetty.threadPool.maxThreads=200

## Thread idle timeout (in milliseconds).
# jetty.threadPool.idleTimeout=60000

## The max number of idle threads that are evicted in one idleTimeout period.
# jetty.threadPool.maxEvictCount=1

## Whether to output a detailed dump.
# jetty.threadPool.detailedDump=false
