# The operator and the ops shell in one image; compose.yaml says which one runs.
# No Alpine: the native part of better-sqlite3 is built for glibc.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --loglevel=error
RUN npx nx build operator

FROM node:24.21.0-bookworm-slim AS production
WORKDIR /app
ENV NODE_ENV=production
COPY . .
# The image has the right Node itself, so the pinned one from npm, which is optional, stays out.
RUN npm ci --omit=dev --omit=optional --loglevel=error && npm cache clean --force
COPY --from=build /app/apps/operator/dist apps/operator/dist
RUN install -d -o node -g node /data
ENV AICMO_HOME=/data AICMO_HOST=0.0.0.0 AICMO_OPERATOR_PORT=8501 AICMO_OPS_PORT=8510
VOLUME /data
USER node
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.AICMO_OPERATOR_PORT}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/operator/main.mjs"]
