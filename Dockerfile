# Baoda with its chat page and its doors for programs. docs/deploy.md says how to run it.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/baoda
COPY requirements.lock ./
# PIP_EXTRA_INDEX_URL may name a registry with a CPU build of torch, which is a quarter of the size.
ARG PIP_EXTRA_INDEX_URL=""
RUN /opt/baoda/bin/pip install --no-cache-dir pip==26.3 torch==2.13.0
RUN /opt/baoda/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY rag rag
COPY ingest ingest
COPY eval eval
COPY ui ui
RUN /opt/baoda/bin/pip install --no-cache-dir --no-deps --no-build-isolation .
# The built-in embedding model is prepared here, so that a new container answers in seconds and needs no network.
ENV BAODA_EMBEDDING_CACHE=/opt/baoda/models
RUN /opt/baoda/bin/python -c "from rag.build import open_embedder; from rag.settings import load_settings; open_embedder(load_settings().embedding)"

FROM python:3.11-slim-bookworm
COPY --from=build /opt/baoda /opt/baoda
RUN install -d -o 10001 -g 10001 /data
ENV BAODA_EMBEDDING_CACHE=/opt/baoda/models
ENV BAODA_LIBRARY=/data/library
ENV HOME=/data
ENV PYTHONUNBUFFERED=1
WORKDIR /data
USER 10001:10001
VOLUME /data
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["/opt/baoda/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]
ENTRYPOINT ["/opt/baoda/bin/baoda"]
# Another address than 127.0.0.1 needs BAODA_TOKEN or users: without them the container ends with a sentence that says so.
CMD ["serve", "--host", "0.0.0.0", "--port", "7860"]
