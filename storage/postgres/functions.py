"""Functions of SQLite that our statements use and PostgreSQL lacks, over documents that are texts."""

FUNCTIONS = (
    """
    CREATE OR REPLACE FUNCTION gonets_path(path text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT string_to_array(ltrim(translate(path, '$["]', ' .'), ' .'), '.')
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_set(document text, path text, value bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT jsonb_set(document::jsonb, gonets_path(path), to_jsonb(value))::text
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_quote(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT COALESCE(to_json(value)::text, 'null') $$
    """,
    """
    CREATE OR REPLACE FUNCTION typeof(value bigint) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN value IS NULL THEN 'null' ELSE 'integer' END $$
    """,
    """
    CREATE OR REPLACE FUNCTION instr(whole text, part text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT strpos(whole, part)::bigint'
    """,
    """
    CREATE OR REPLACE FUNCTION json_each(document text) RETURNS TABLE (key text, value text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT lpad((at - 1)::text, 9, '0'), item FROM json_array_elements_text(
            CASE WHEN json_typeof(document::json) = 'array' THEN document::json ELSE '[]'::json END
        ) WITH ORDINALITY AS items (item, at)
        UNION ALL
        SELECT pair.key, pair.value FROM json_each_text(
            CASE WHEN json_typeof(document::json) = 'object' THEN document::json ELSE '{}'::json END
        ) AS pair
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_array_length(document text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN json_typeof(document::json) = 'array' THEN json_array_length(document::json) ELSE 0 END::bigint
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_array_length(document text, path text) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT json_array_length((document::json #> gonets_path(path))::text)
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_extract(document text, path text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT document::json #>> gonets_path(path)
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION json_type(document text, path text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT json_typeof(document::json #> gonets_path(path))
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION gonets_joined(joined text, item text, mark text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN item IS NULL THEN joined WHEN joined IS NULL THEN item ELSE joined || mark || item END
    $$
    """,
    """
    CREATE OR REPLACE FUNCTION gonets_joined(joined text, item text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT gonets_joined(joined, item, $$,$$)'
    """,
    "CREATE OR REPLACE AGGREGATE group_concat(text, text) (SFUNC = gonets_joined, STYPE = text)",
    "CREATE OR REPLACE AGGREGATE group_concat(text) (SFUNC = gonets_joined, STYPE = text)",
)
"""Paths are plain: `$.name.name`, `$."name"`, `$[0]`. Keys of an array are nine digits, which stand in their order."""
