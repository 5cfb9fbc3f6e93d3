[description]
Counts every response of the server, including refused requests that no web application sees.
Web applications with servlet-exporter show the counts as servlet_container_responses_total.

[tags]
metrics

[depends]
server

[after]
requestlog

[lib]
lib/servlet-exporter/servlet-exporter-container-*.jar

[xml]
etc/servlet-exporter-responses.xml
