# The platform as a deployment job: `docker run --env DATABASE_URL --env DPRO_DATABASE_URL
# --env PROMPTCRAFT_DATABASE_URL --env ROBBIEVERSE_DATABASE_URL IMAGE` migrates all databases.
# What it holds is what docs/production.md makes by hand.
ARG NODE_IMAGE=node:22-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /platform
COPY . .
ENV CI=true
RUN pnpm="npx --yes $(node --print 'require("./package.json").packageManager')" \
  && $pnpm install --frozen-lockfile \
  && $pnpm build \
  && $pnpm install --prod --frozen-lockfile --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production PATH=/platform/node_modules/.bin:$PATH
WORKDIR /platform
COPY --from=build /platform .
USER 1000:1000
CMD ["db", "migrate", "--all"]
