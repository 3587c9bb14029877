-- What schema 0003 adds to the guild of the first sample.

INSERT INTO meaning (guild, content, model, bytes) VALUES
    (50331648, '0101010101010101010101010101010101010101010101010101010101010101', '0123456789abcdef', 'made by a model');
