CREATE VIEW "Old Shop"."Order-Items" AS
SELECT "id", "Date, Due" AS "Due Date", "Part ""No""", "price", "updated_at"
  FROM "Shop"."Order-Items"
 WHERE (SELECT _reorganize.is_used('Old Shop.Order-Items', 'reorganize.u741942dec2c555df'))
WITH LOCAL CHECK OPTION;

DO 'DECLARE
  held record;
BEGIN
  FOR held IN
    SELECT privilege_type, is_grantable,
           CASE grantee WHEN 0 THEN ''PUBLIC'' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END AS who
      FROM pg_catalog.pg_class, pg_catalog.aclexplode(relacl)
     WHERE oid = ''"Shop"."Order-Items"''::regclass AND grantee <> relowner
       AND privilege_type IN (''SELECT'', ''INSERT'', ''UPDATE'', ''DELETE'')
  LOOP
    EXECUTE pg_catalog.format(''GRANT %s ON %s TO %s%s'', held.privilege_type, ''"Old Shop"."Order-Items"'', held.who,
      CASE WHEN held.is_grantable THEN '' WITH GRANT OPTION'' ELSE '''' END);
  END LOOP;
END';
