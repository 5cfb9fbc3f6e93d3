[description]
The server's thread pool with workers that are recycled: each ends between two requests
after a number of requests or at an age, and another takes its place.
Requests are counted by servlet-exporter's filter in the web applications.

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

## A random number from 0 to this is added for each worker.
servletExporter.threadPool.maxRequestsJitter=100

## Age in seconds at which a worker ends, 0 for no limit.
# servletExporter.threadPool.maxLifetimeSeconds=0

## A random time from 0 to this many seconds is added for each worker.
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
