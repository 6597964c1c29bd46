-- Entities are found by their words and by their meaning, by whoever may see them. The model is one that needs no
-- service (src/search/embed-words.ts); a better one is added by a migration like the last line, and named by who asks.

SELECT search.register('promptcraft.entity',
  key => 'id', tenant => 'tenant_id', visible => 'promptcraft.visible_entities(uuid)',
  title => 'title', description => 'description', content => 'content', kind => 'entity_type');
SELECT search.add_model('promptcraft.entity', 'words-256', 256);
