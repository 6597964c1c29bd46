ALTER TYPE "Old Shop"."Order State" SET SCHEMA "Shop";

CREATE DOMAIN "Old Shop"."Order State" AS "Shop"."Order State";

CREATE FUNCTION "_reorganize"."= type Old Shop.Order State"("Shop"."Order State", "Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.=) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".= (LEFTARG = "Shop"."Order State", RIGHTARG = "Shop"."Order State", FUNCTION = "_reorganize"."= type Old Shop.Order State", RESTRICT = eqsel, JOIN = eqjoinsel);

CREATE FUNCTION "_reorganize"."= right Old Shop.Order State"("Shop"."Order State", "Old Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.=) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".= (LEFTARG = "Shop"."Order State", RIGHTARG = "Old Shop"."Order State", FUNCTION = "_reorganize"."= right Old Shop.Order State", RESTRICT = eqsel, JOIN = eqjoinsel);

CREATE FUNCTION "_reorganize"."= left Old Shop.Order State"("Old Shop"."Order State", "Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.=) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".= (LEFTARG = "Old Shop"."Order State", RIGHTARG = "Shop"."Order State", FUNCTION = "_reorganize"."= left Old Shop.Order State", RESTRICT = eqsel, JOIN = eqjoinsel);

CREATE FUNCTION "_reorganize"."<> type Old Shop.Order State"("Shop"."Order State", "Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.<>) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".<> (LEFTARG = "Shop"."Order State", RIGHTARG = "Shop"."Order State", FUNCTION = "_reorganize"."<> type Old Shop.Order State", RESTRICT = neqsel, JOIN = neqjoinsel);

CREATE FUNCTION "_reorganize"."<> right Old Shop.Order State"("Shop"."Order State", "Old Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.<>) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".<> (LEFTARG = "Shop"."Order State", RIGHTARG = "Old Shop"."Order State", FUNCTION = "_reorganize"."<> right Old Shop.Order State", RESTRICT = neqsel, JOIN = neqjoinsel);

CREATE FUNCTION "_reorganize"."<> left Old Shop.Order State"("Old Shop"."Order State", "Shop"."Order State") RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN $1::"Shop"."Order State" OPERATOR(pg_catalog.<>) $2::"Shop"."Order State";

CREATE OPERATOR "Old Shop".<> (LEFTARG = "Old Shop"."Order State", RIGHTARG = "Shop"."Order State", FUNCTION = "_reorganize"."<> left Old Shop.Order State", RESTRICT = neqsel, JOIN = neqjoinsel);
