-- A guild as schema 0001 keeps it, with something in every table.

INSERT INTO secret (name, value) VALUES
    ('pseudonyms', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');

INSERT INTO guild (id, revision, settings, notified_at, left_at) VALUES
    (50331648, 7, '{"moderators":18446744073709551615,"audit":null,"roles":[5],"private":{"9":false},"locale":"japanese","per_member":3,"per_channel":null}', 1800000000000, NULL),
    (54525952, 1, '{}', NULL, 1800000000000);

INSERT INTO entry (guild, id, name, version, active, content, replaces, revision) VALUES
    (50331648, 'wifi', -8804146873715320749, 2, 1, 'id = "wifi"
question = "What is the wifi password?"
answer = "Ask at the desk."
tags = ["wifi"]
source = { by = "Mori", on = 2026-11-22 }
', 'wifi-curated', 7),
    (50331648, 'gone', 4881308847213679761, 1, 0, 'id = "gone"
question = "Is it gone?"
answer = "Yes."
', NULL, 3);

INSERT INTO entry_version (guild, entry, version, active, content, replaces, by_member, by_name, at) VALUES
    (50331648, 'wifi', 1, 1, 'id = "wifi"
question = "What is the wifi password?"
answer = "I forgot."
', NULL, -1, 'Mori', 1800000000000),
    (50331648, 'wifi', 2, 1, 'id = "wifi"
question = "What is the wifi password?"
answer = "Ask at the desk."
tags = ["wifi"]
source = { by = "Mori", on = 2026-11-22 }
', 'wifi-curated', 77, 'Mori', 1800000001000),
    (50331648, 'gone', 1, 0, 'id = "gone"
question = "Is it gone?"
answer = "Yes."
', NULL, 77, 'Mori', 1800000000000);

INSERT INTO curated_override (guild, kind, item, at) VALUES
    (50331648, 'pin', 'zebra', 1800000000000),
    (50331648, 'pin', 'apple', 1800000001000),
    (50331648, 'hide', 'alt-duties', 1800000000000),
    (50331648, 'silence', 'kim', 1800000000000);

INSERT INTO draft (id, guild, owner, content, expires) VALUES
    ('019aa000000070008000000000000001', 50331648, 77, '{"fields":{"question":"Where?","answer":"There.","phrasings":"","tags":"","review":""},"changes":"wifi","from":2,"replaces":null,"purpose":{"question":18446744073709551615,"author":[6,"Kim"]}}', 1800086400000);

INSERT INTO question (guild, name, text, first_at, last_at, asked, unanswered, not_quite, state, outcome) VALUES
    (50331648, -8491819855250575445, 'Where is the wifi?', 1800000000000, 1800000001000, 5, 4, 1, 'open', NULL),
    (50331648, 7034057320672477604, 'Is there a bar?', 1800000000000, 1800000000000, 1, 1, 0, 'dismissed', 'Nobody knows.'),
    (50331648, -6605169037549147118, 'wifi pw', 1800000000000, 1800000000000, 3, 0, 0, 'quiet', NULL);

INSERT INTO waiting_member (guild, question, member, channel, message, locale, at) VALUES
    (50331648, -8491819855250575445, 1, 100, 1001, 'en', 1800000000000),
    (50331648, -8491819855250575445, 2, 100, NULL, 'ja', 1800000001000);

INSERT INTO asked_week (guild, week, answered, suggested, abstained) VALUES (50331648, 2976, 3, 2, 1);

INSERT INTO question_week (guild, question, week, asked) VALUES (50331648, -8491819855250575445, 2976, 5);

INSERT INTO entry_week (guild, entry, week, shown, helped, not_quite) VALUES (50331648, -8804146873715320749, 2976, 4, 2, 1);

INSERT INTO vote (guild, question, entry, voter, at) VALUES
    (50331648, -6605169037549147118, -8804146873715320749, '00112233445566778899aabbccddeeff', 1800000000000),
    (50331648, -6605169037549147118, -8804146873715320749, 'ffeeddccbbaa99887766554433221100', 1800000000000);

INSERT INTO proposal (guild, question, entry, state, at) VALUES (50331648, -6605169037549147118, -8804146873715320749, 'open', 1800000000000);

INSERT INTO outbox_item (id, guild, member, content, state, tries, due_at, made_at) VALUES
    ('019aa000000070008000000000000002', 50331648, NULL, '{"AnswerInChannel":{"channel":100,"message":1001,"members":[1,2],"asked":"Where?","entry":9642597199994230867,"locale":"english"}}', 'due', 0, 1800000000000, 1800000000000),
    ('019aa000000070008000000000000003', 50331648, 3, '{"AnswerAlone":{"member":3,"asked":"Where?","entry":9642597199994230867,"locale":"japanese"}}', 'sending', 1, 1800000001000, 1800000000000),
    ('019aa000000070008000000000000004', 50331648, 6, '{"Credit":{"member":6,"credit":2132086897536392509234788492304711685,"question":"Where?","locale":"english"}}', 'waiting', 1, 0, 1800000000000);

INSERT INTO blocked (guild, member, at) VALUES (50331648, 4, 1800000000000);

INSERT INTO credit (id, guild, entry, member, author, state, at) VALUES
    ('019aa000000070008000000000000005', 50331648, 'wifi', 6, 'Kim', 'asked', 1800000000000),
    ('019aa000000070008000000000000006', 50331648, 'gone', 6, 'Kim', 'given', 1800000000000);

INSERT INTO audit (id, guild, by_member, by_name, at, action, item, was, became) VALUES
    ('019aa000000070008000000000000007', 50331648, 77, 'Mori', 1800000000000, 'pin', 'zebra', '', '');

INSERT INTO lease (shard, holder, fence, until) VALUES (0, 'a process long gone', 41, 900000000000);
-- What schema 0002 adds to the guild of the first sample, with something in every table.

INSERT INTO schedule (id, guild, version, next_at, content) VALUES
    ('019aa000000070008000000000000010', 50331648, 3, 1800000100000, '{"channel":18446744073709551615,"minute":600,"zone":"Asia/Tokyo","days":127,"roles":["ALT"],"topics":["daily-life"],"ping":5,"thread":true,"grace":60,"standing":"active","rotation":{"seed":18446744073709551615},"since":1800000000000,"checked":1800000000000,"failures":1,"told":2}'),
    ('019aa000000070008000000000000011', 50331648, 1, NULL, '{"channel":100,"minute":0,"zone":"Europe/London","days":1,"grace":5,"standing":"paused","rotation":{"seed":0},"since":0,"checked":0}');

INSERT INTO highlight (id, schedule, guild, day, state, testimonial, channel, message, due_at, until_at, tries) VALUES
    ('019aa000000070008000000000000012', '019aa000000070008000000000000010', 50331648, '2027-01-14', 'posted', 'c:wifi', 100, 18446744, 1799913600000, 1799913660000, 1),
    ('019aa000000070008000000000000013', '019aa000000070008000000000000010', 50331648, '2027-01-15', 'claimed', 'g:019aa000000070008000000000000020', 100, NULL, 1800000000000, 1800000000000, 1),
    ('019aa000000070008000000000000014', '019aa000000070008000000000000010', 50331648, '2027-01-13', 'missed', '', 100, NULL, 1799827200000, 0, 0);

INSERT INTO submission (id, guild, member, version, status, text, attribution, name, role, place, years, topic, cut, daily, note, consented_at, consented_to, at) VALUES
    ('019aa000000070008000000000000020', 50331648, 6, 3, 'approved', 'I lived between rice fields.', 'name', 'Kim', 'CIR', 'Hyōgo', '2019–2022', 'daily-life', NULL, 1, 'Thank you!', 1800000000000, 'd414fd7750a22c0f3b8af7cebade6974153989b850afb95b2ba3ba00ac5b8908', 1800000001000),
    ('019aa000000070008000000000000021', 50331648, 6, 2, 'cut', 'The good, the bad.', 'role', '', 'ALT', '', '', '', 'The good […]', 0, 'Please', 1800000000000, '22531180f9d275ea511d1e1804ec6e15588e7036a7260aa1c6d79e67c03b0806', 1800000002000),
    ('019aa000000070008000000000000022', 50331648, 7, 1, 'written', 'Not agreed to.', 'nobody', '', 'SEA', '', '', '', NULL, 0, '', NULL, NULL, 1800000000000);

INSERT INTO quoted (message, submission, guild, channel, locale, shows, edit_at, tries) VALUES
    (1001, '019aa000000070008000000000000020', 50331648, 100, 'ja', '{"entry":[9642597199994230867,null]}', NULL, 0),
    (1002, '019aa000000070008000000000000023', 50331648, 100, 'en', '"words"', 1800000000000, 1);

INSERT INTO withdrawn (submission, at) VALUES ('019aa000000070008000000000000023', 1800000000000);
-- What schema 0003 adds to the guild of the first sample.

INSERT INTO embedding (guild, content, model, bytes) VALUES
    (50331648, '0101010101010101010101010101010101010101010101010101010101010101', '0123456789abcdef', 'made by a model');
