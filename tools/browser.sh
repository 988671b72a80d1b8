#!/bin/sh
# Chromium and a Chinese font, for the tests that open a page as a family would.
set -eu
if command -v chromium >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q .; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "缺少 chromium 或中文字体。请由管理员运行：apt-get install chromium fonts-noto-cjk fontconfig" >&2
    echo "chromium or a Chinese font is missing; ask an administrator to install the packages above." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update
apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
