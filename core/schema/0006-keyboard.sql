-- What a person types with: a habit of their hands that is there again at the next sign-in.
ALTER TABLE account ADD COLUMN keyboard TEXT NOT NULL DEFAULT ''
    CHECK (keyboard IN ('', 'uyghur', 'latin'));
-- Whether a vowel that begins a word gets its seat by itself.
ALTER TABLE account ADD COLUMN auto_hamza INTEGER NOT NULL DEFAULT 0
    CHECK (auto_hamza IN (0, 1));

PRAGMA user_version = 6;
