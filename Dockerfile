# The mock as an image. In the container it listens on every address, so an admin token guards /dashboard and /_mock:
#   docker build -t chck-partner-kit . && docker run -p 127.0.0.1:4000:4000 -e CHCK_ADMIN_TOKEN=… chck-partner-kit
FROM node:22-slim AS build
WORKDIR /kit
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22-slim
ENV NODE_ENV=production CHCK_HOST=0.0.0.0 CHCK_PORT=4000
WORKDIR /kit
COPY --from=build /kit/package.json ./
COPY --from=build /kit/node_modules ./node_modules
COPY --from=build /kit/dist ./dist
COPY --from=build /kit/openapi ./openapi
COPY --from=build /kit/fixtures ./fixtures
COPY --from=build /kit/src/portal/assets ./src/portal/assets
RUN mkdir /data && chown node:node /data
# The data is in .chck/ of this folder. CHCK_DATA is not set, since CHCK_EPHEMERAL would contradict it.
WORKDIR /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.CHCK_PORT}/_mock/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/kit/dist/chck.js"]
CMD ["serve"]
