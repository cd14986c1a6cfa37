# The server with its pages. Settings: README.md; docker-compose.yml puts a PostgreSQL beside it.
FROM node:22-bookworm-slim AS build
WORKDIR /postil
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY client/package.json client/
RUN npm ci
COPY . .
RUN npm run build && npm ci --omit=dev --workspace server --workspace shared

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 POSTIL_DATA=/data
WORKDIR /postil
COPY --from=build /postil/package.json ./
COPY --from=build /postil/node_modules node_modules
COPY --from=build /postil/shared/package.json shared/
COPY --from=build /postil/shared/dist shared/dist
COPY --from=build /postil/server/package.json server/
COPY --from=build /postil/server/dist server/dist
COPY --from=build /postil/seeds/dist seeds/dist
COPY --from=build /postil/client/dist client/dist
COPY --from=build /postil/scripts scripts
# For the embedded database, when there is no DATABASE_URL.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/serve.mjs"]
