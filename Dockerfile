FROM node:24.21.0-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && mkdir -p node_modules/.cache && chown node:node node_modules/.cache

COPY platform platform
COPY odoo odoo
COPY store store
COPY sync sync
COPY access access
COPY graph graph
COPY partners partners
COPY setup setup
COPY subgraphs subgraphs
COPY gateway gateway
COPY schema schema

RUN mkdir /data && chown node:node /data
VOLUME /data
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0
USER node
RUN node gateway/warm-up-command.ts
EXPOSE 4000
CMD ["node", "gateway/start.ts"]
