#!/bin/sh
# A Java without a screen, for the tests that divide a city on Spark.
set -eu
if command -v java >/dev/null 2>&1 || [ -x "${JAVA_HOME:-/nonexistent}/bin/java" ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "缺少 Java。请由管理员运行：apt-get install default-jre-headless" >&2
    echo "Java is missing; ask an administrator to install the package above." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends default-jre-headless >/dev/null
