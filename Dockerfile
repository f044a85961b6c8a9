# The program and the pages are built in a stage that leaves nothing else behind.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY packages/inspect-bridge/package.json packages/inspect-bridge/
COPY web/package.json web/

FROM manifests AS packages
RUN npm ci --omit=dev --no-audit

FROM manifests AS built
RUN npm ci --no-audit
COPY tsconfig.json ./
COPY build build
COPY src src
COPY web web
RUN npm run build && test -f web/dist/index.html

FROM node:24-slim
# Sound and video are converted with it.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production \
    WAYBILL_HOST=0.0.0.0 \
    WAYBILL_DATA=/data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/packages packages
COPY . .
COPY --from=built /app/dist dist
COPY --from=built /app/web/dist web/dist
# A volume that is made from this folder takes over its owner and mode.
RUN install -d -o node -g node -m 0700 /data node_modules/.cache/waybill
USER node
# Leaves what it compiles for each container to start with.
RUN node bin/waybill.js start --help > /dev/null
VOLUME /data
# WAYBILL_PORT is not set here: it would hide the PORT that a platform sets.
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WAYBILL_PORT || process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Waybill handles SIGTERM itself and ends within ten seconds, which is as long as Docker waits.
CMD ["node", "bin/waybill.js", "start"]
