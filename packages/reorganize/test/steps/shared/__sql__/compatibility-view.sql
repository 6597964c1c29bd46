CREATE VIEW "Old Shop"."Order-Items" AS
SELECT "id", "Date, Due" AS "Due Date", "Part ""No""", "price", "updated_at"
  FROM "Shop"."Order-Items"
 WHERE (SELECT _reorganize.is_used('Old Shop.Order-Items', 'reorganize.u741942dec2c555df'))
WITH LOCAL CHECK OPTION;

DO 'DECLARE
  shown record;
BEGIN
  SELECT pg_catalog.pg_get_userbyid(relowner) AS owner, relrowsecurity INTO shown
    FROM pg_catalog.pg_class WHERE oid = ''"Shop"."Order-Items"''::regclass;
  EXECUTE pg_catalog.format(''ALTER VIEW %s OWNER TO %I'', ''"Old Shop"."Order-Items"'', shown.owner);
  IF shown.relrowsecurity THEN
    ALTER VIEW "Old Shop"."Order-Items" SET (security_invoker = true);
  END IF;
END';

DO  E'DECLARE
  held record;
BEGIN
  FOR held IN
    WITH shown AS (SELECT * FROM pg_catalog.pg_class WHERE oid = ''"Shop"."Order-Items"''::regclass),
    given AS (
      SELECT '''' AS columns, acl.* FROM shown,
             pg_catalog.aclexplode(COALESCE(relacl, pg_catalog.acldefault(''r'', relowner))) AS acl
      UNION ALL
      SELECT pg_catalog.format('' (%I)'', old), acl.*
        FROM shown JOIN pg_catalog.pg_attribute ON attrelid = shown.oid
        JOIN pg_catalog.jsonb_each_text( E''{"id":"id","Date, Due":"Due Date","Part \\\\"No\\\\"":"Part \\\\"No\\\\"","price":"price","updated_at":"updated_at"}'') AS named (now, old) ON now = attname,
             pg_catalog.aclexplode(attacl) AS acl)
    SELECT privilege_type || columns AS privilege, is_grantable, grantee,
           CASE grantee WHEN 0 THEN ''PUBLIC'' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(grantee)) END AS who
      FROM given
     WHERE privilege_type IN (''SELECT'', ''INSERT'', ''UPDATE'', ''DELETE'')
       AND grantee <> (SELECT relowner FROM pg_catalog.pg_class WHERE oid = ''"Old Shop"."Order-Items"''::regclass)
  LOOP
    EXECUTE pg_catalog.format(''GRANT %s ON %s TO %s%s'', held.privilege, ''"Old Shop"."Order-Items"'', held.who,
      CASE WHEN held.is_grantable AND held.grantee <> 0 THEN '' WITH GRANT OPTION'' ELSE '''' END);
  END LOOP;
END';
