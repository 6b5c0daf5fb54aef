# Dependencies first, so that a change of code does not fetch them again.
FROM denoland/deno:2.9.6 AS build
WORKDIR /app
COPY deno.json deno.lock ./
COPY lib/fresh/deno.json lib/fresh/
COPY lib/fresh/mod.ts lib/fresh/runtime.ts lib/fresh/dev.ts lib/fresh/
RUN deno install --quiet
COPY . .
RUN deno check main.ts

FROM denoland/deno:2.9.6
WORKDIR /app
ENV DENO_ENV=production HOSTNAME_BIND=0.0.0.0 PORT=8000 DATA_DIR=/data DENO_NO_UPDATE_CHECK=1
RUN mkdir /data && chown deno:deno /data
COPY --from=build --chown=deno:deno /app /app
USER deno
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["deno", "eval", "const r = await fetch(`http://127.0.0.1:${Deno.env.get('PORT')}/api/health`); Deno.exit(r.ok ? 0 : 1)"]
STOPSIGNAL SIGTERM
CMD ["deno", "run", "-A", "main.ts"]
