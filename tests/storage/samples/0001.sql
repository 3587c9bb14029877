-- A guild as schema 0001 keeps it, with something in every table.

INSERT INTO secret (name, value) VALUES
    ('pseudonyms', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff');

INSERT INTO guild (id, revision, settings, told_at, left_at) VALUES
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

INSERT INTO curation (guild, kind, item, at) VALUES
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

INSERT INTO asker (guild, question, member, channel, message, locale, at) VALUES
    (50331648, -8491819855250575445, 1, 100, 1001, 'en', 1800000000000),
    (50331648, -8491819855250575445, 2, 100, NULL, 'ja', 1800000001000);

INSERT INTO asked_week (guild, week, answered, suggested, abstained) VALUES (50331648, 2976, 3, 2, 1);

INSERT INTO question_week (guild, question, week, asked) VALUES (50331648, -8491819855250575445, 2976, 5);

INSERT INTO entry_week (guild, entry, week, shown, helped, not_quite) VALUES (50331648, -8804146873715320749, 2976, 4, 2, 1);

INSERT INTO click (guild, question, entry, voter, at) VALUES
    (50331648, -6605169037549147118, -8804146873715320749, '00112233445566778899aabbccddeeff', 1800000000000),
    (50331648, -6605169037549147118, -8804146873715320749, 'ffeeddccbbaa99887766554433221100', 1800000000000);

INSERT INTO proposal (guild, question, entry, state, at) VALUES (50331648, -6605169037549147118, -8804146873715320749, 'open', 1800000000000);

INSERT INTO parcel (id, guild, member, content, state, tries, due_at, made_at) VALUES
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
