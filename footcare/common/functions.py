"""Database functions that Django does not name, for both databases."""

from typing import Any

from django.db.models import Func, IntegerField


class JSONArrayLength(Func):
    """How many elements a JSON array holds."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)
