# Two stages: packages are installed in the first, so that the second holds no installer leftovers and no compiler.
FROM python:3.11-slim AS packages
COPY requirements.txt /
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /requirements.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    FOOTCARE_VAR=/var/lib/footcare
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin footcare \
    && install --directory --owner=footcare --group=footcare /var/lib/footcare
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py ./
COPY footcare footcare
COPY assessments assessments
COPY programs programs
COPY templates templates
COPY static static
USER footcare
# The root file system may be read-only: only this folder and /tmp (a tmpfs) are written.
VOLUME /var/lib/footcare
EXPOSE 8000
# Asked by the name of the site: other names are refused.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; host = os.environ['ALLOWED_HOSTS'].split(',')[0].strip(' .'); web.urlopen(web.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]
# Static files carry hashed names and are collected at the start, into the writable folder.
CMD ["sh", "-c", "python manage.py collectstatic --noinput --verbosity 0 && exec gunicorn footcare.wsgi --bind 0.0.0.0:8000 --workers 2 --worker-tmp-dir /dev/shm"]
