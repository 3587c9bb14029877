-- What schema 0002 adds to the guild of the first sample, with something in every table.

INSERT INTO schedule (id, guild, version, next_at, content) VALUES
    ('019aa000000070008000000000000010', 50331648, 3, 1800000100000, '{"channel":18446744073709551615,"minute":600,"zone":"Asia/Tokyo","days":127,"roles":["ALT"],"topics":["daily-life"],"ping":5,"thread":true,"grace":60,"standing":"active","rotation":{"seed":18446744073709551615},"since":1800000000000,"checked":1800000000000,"failures":1,"told":2}'),
    ('019aa000000070008000000000000011', 50331648, 1, NULL, '{"channel":100,"minute":0,"zone":"Europe/London","days":1,"grace":5,"standing":"paused","rotation":{"seed":0},"since":0,"checked":0}');

INSERT INTO highlight (id, schedule, guild, day, state, testimonial, channel, message, due_at, until_at, tries) VALUES
    ('019aa000000070008000000000000012', '019aa000000070008000000000000010', 50331648, '2027-01-14', 'posted', 'c:wifi', 100, 18446744, 1799913600000, 1799913660000, 1),
    ('019aa000000070008000000000000013', '019aa000000070008000000000000010', 50331648, '2027-01-15', 'claimed', 'g:019aa000000070008000000000000020', 100, NULL, 1800000000000, 1800000000000, 1),
    ('019aa000000070008000000000000014', '019aa000000070008000000000000010', 50331648, '2027-01-13', 'missed', '', 100, NULL, 1799827200000, 0, 0);

INSERT INTO submission (id, guild, member, version, stage, text, named, name, role, place, years, topic, cut, daily, note, consented_at, consented_to, at) VALUES
    ('019aa000000070008000000000000020', 50331648, 6, 3, 'approved', 'I lived between rice fields.', 'name', 'Kim', 'CIR', 'Hyōgo', '2019–2022', 'daily-life', NULL, 1, 'Thank you!', 1800000000000, 'd414fd7750a22c0f3b8af7cebade6974153989b850afb95b2ba3ba00ac5b8908', 1800000001000),
    ('019aa000000070008000000000000021', 50331648, 6, 2, 'cut', 'The good, the bad.', 'role', '', 'ALT', '', '', '', 'The good […]', 0, 'Please', 1800000000000, '22531180f9d275ea511d1e1804ec6e15588e7036a7260aa1c6d79e67c03b0806', 1800000002000),
    ('019aa000000070008000000000000022', 50331648, 7, 1, 'written', 'Not agreed to.', 'nobody', '', 'SEA', '', '', '', NULL, 0, '', NULL, NULL, 1800000000000);

INSERT INTO quoted (message, submission, guild, channel, locale, shows, edit_at, tries) VALUES
    (1001, '019aa000000070008000000000000020', 50331648, 100, 'ja', '{"entry":[9642597199994230867,null]}', NULL, 0),
    (1002, '019aa000000070008000000000000023', 50331648, 100, 'en', '"words"', 1800000000000, 1);

INSERT INTO withdrawn (submission, at) VALUES ('019aa000000070008000000000000023', 1800000000000);
