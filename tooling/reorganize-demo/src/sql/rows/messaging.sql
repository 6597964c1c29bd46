-- Rooms and messages of the messaging service.

INSERT INTO messaging.chat_rooms (id, name, type, created_by, updated_at, created_at)
SELECT pg_temp.id('room', n), 'Room ' || n, 'GROUP', pg_temp.id('user', n), pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;

INSERT INTO messaging.chat_participants (id, chat_room_id, user_id, joined_at)
SELECT pg_temp.id('participant', n), pg_temp.id('room', n), pg_temp.id('user', n), pg_temp.at(n)
FROM generate_series(1, 3) AS n;

INSERT INTO messaging.messages (id, chat_room_id, sender_id, sender_type, content, created_at, updated_at)
SELECT pg_temp.id('chat message', n), pg_temp.id('room', 1 + n % 3), pg_temp.id('user', 1 + n % 3), 'USER', 'Hello ' || n, pg_temp.at(n), pg_temp.at(n)
FROM generate_series(1, :users) AS n;

INSERT INTO messaging.message_read_receipts (id, message_id, user_id, read_at)
SELECT pg_temp.id('receipt', n), pg_temp.id('chat message', n), pg_temp.id('user', 1 + n % 3), pg_temp.at(n)
FROM generate_series(1, :users) AS n;
