-- The messaging service: a schema of its own that no part of the target names.

CREATE SCHEMA messaging;

CREATE TYPE messaging."ChatRoomType" AS ENUM ('AGENT', 'GROUP', 'DIRECT');

CREATE TYPE messaging."SenderType" AS ENUM ('USER', 'AGENT', 'SYSTEM');

CREATE TYPE messaging."MessageType" AS ENUM ('TEXT', 'IMAGE', 'FILE', 'SYSTEM', 'TOOL_CALL', 'TOOL_RESULT');

CREATE TABLE messaging.chat_rooms (
  id uuid NOT NULL,
  name varchar(255),
  type messaging."ChatRoomType" NOT NULL,
  agent_instance_id varchar(255),
  created_by uuid,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  metadata jsonb DEFAULT '{}',
  is_archived boolean NOT NULL DEFAULT false,
  CONSTRAINT chat_rooms_pkey PRIMARY KEY (id)
);

CREATE TABLE messaging.chat_participants (
  id uuid NOT NULL,
  chat_room_id uuid NOT NULL,
  user_id uuid,
  agent_instance_id varchar(255),
  role varchar(50) NOT NULL DEFAULT 'member',
  joined_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_read_at timestamp,
  is_active boolean NOT NULL DEFAULT true,
  CONSTRAINT chat_participants_pkey PRIMARY KEY (id)
);

CREATE TABLE messaging.messages (
  id uuid NOT NULL,
  chat_room_id uuid NOT NULL,
  sender_id uuid,
  sender_type messaging."SenderType" NOT NULL,
  agent_instance_id varchar(255),
  content text NOT NULL,
  message_type messaging."MessageType" NOT NULL DEFAULT 'TEXT',
  metadata jsonb DEFAULT '{}',
  parent_message_id uuid,
  is_edited boolean NOT NULL DEFAULT false,
  is_deleted boolean NOT NULL DEFAULT false,
  edited_at timestamp,
  created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp NOT NULL,
  CONSTRAINT messages_pkey PRIMARY KEY (id)
);

CREATE TABLE messaging.message_read_receipts (
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  user_id uuid NOT NULL,
  read_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT message_read_receipts_pkey PRIMARY KEY (id)
);

CREATE INDEX chat_rooms_agent_instance_id_idx ON messaging.chat_rooms (agent_instance_id);

CREATE INDEX chat_rooms_created_by_idx ON messaging.chat_rooms (created_by);

CREATE INDEX chat_rooms_is_archived_idx ON messaging.chat_rooms (is_archived);

CREATE INDEX chat_rooms_type_idx ON messaging.chat_rooms (type);

CREATE INDEX chat_participants_agent_instance_id_idx ON messaging.chat_participants (agent_instance_id);

CREATE INDEX chat_participants_chat_room_id_idx ON messaging.chat_participants (chat_room_id);

CREATE UNIQUE INDEX chat_participants_chat_room_id_user_id_agent_instance_id_key ON messaging.chat_participants (chat_room_id, user_id, agent_instance_id);

CREATE INDEX chat_participants_is_active_idx ON messaging.chat_participants (is_active);

CREATE INDEX chat_participants_user_id_idx ON messaging.chat_participants (user_id);

CREATE INDEX messages_chat_room_id_idx ON messaging.messages (chat_room_id);

CREATE INDEX messages_created_at_idx ON messaging.messages (created_at);

CREATE INDEX messages_is_deleted_idx ON messaging.messages (is_deleted);

CREATE INDEX messages_parent_message_id_idx ON messaging.messages (parent_message_id);

CREATE INDEX messages_sender_id_idx ON messaging.messages (sender_id);

CREATE INDEX message_read_receipts_message_id_idx ON messaging.message_read_receipts (message_id);

CREATE UNIQUE INDEX message_read_receipts_message_id_user_id_key ON messaging.message_read_receipts (message_id, user_id);

CREATE INDEX message_read_receipts_read_at_idx ON messaging.message_read_receipts (read_at);

CREATE INDEX message_read_receipts_user_id_idx ON messaging.message_read_receipts (user_id);

ALTER TABLE messaging.chat_participants ADD CONSTRAINT chat_participants_chat_room_id_fkey
  FOREIGN KEY (chat_room_id) REFERENCES messaging.chat_rooms (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE messaging.messages ADD CONSTRAINT messages_chat_room_id_fkey
  FOREIGN KEY (chat_room_id) REFERENCES messaging.chat_rooms (id) ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE messaging.messages ADD CONSTRAINT messages_parent_message_id_fkey
  FOREIGN KEY (parent_message_id) REFERENCES messaging.messages (id) ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE messaging.message_read_receipts ADD CONSTRAINT message_read_receipts_message_id_fkey
  FOREIGN KEY (message_id) REFERENCES messaging.messages (id) ON DELETE CASCADE ON UPDATE CASCADE;
