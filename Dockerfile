FROM node:24.21.0-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

COPY platform platform
COPY odoo odoo
COPY access access
COPY graph graph
COPY setup setup
COPY subgraphs subgraphs
COPY gateway gateway
COPY schema schema

RUN mkdir /data && chown node:node /data
VOLUME /data
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0
USER node
EXPOSE 4000
CMD ["node", "gateway/start.ts"]
