-- +goose Up
-- What belongs to a film or a sound recording beside its file: captions,
-- transcript, poster (content.Recording as JSON).
ALTER TABLE media ADD COLUMN recording TEXT NOT NULL DEFAULT '{}';

-- +goose Down
ALTER TABLE media DROP COLUMN recording;
