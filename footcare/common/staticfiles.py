from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for every file, the imports inside our ES modules included, so that all may be cached for ever."""

    support_js_module_import_aggregation = True
