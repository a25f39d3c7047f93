-- Each change can be taken back alone, not only with its set.

-- Who took a change back; empty while it stands. A set is undone when none of its
-- changes stands.
ALTER TABLE changes ADD COLUMN undone_by INTEGER REFERENCES changes (seq);

CREATE INDEX changes_undone ON changes (undone_by) WHERE undone_by IS NOT NULL;

-- Which changes an undo took back: those stand exactly while the undo does not.
CREATE TABLE taken_back (
	by_seq INTEGER NOT NULL REFERENCES changes (seq),
	change_seq INTEGER NOT NULL REFERENCES changes (seq),
	PRIMARY KEY (by_seq, change_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX taken_back_changes ON taken_back (change_seq);

-- Until now an undo took back whole sets.
INSERT INTO taken_back (by_seq, change_seq)
SELECT u.seq, c.seq FROM change_sets AS s
JOIN changes AS u ON u.set_seq = s.seq
JOIN changes AS c ON c.set_seq = s.undoes;

UPDATE changes SET undone_by =
	(SELECT max(u.seq) FROM change_sets AS s JOIN changes AS u ON u.set_seq = s.undone_by WHERE s.seq = changes.set_seq)
WHERE set_seq IN (SELECT seq FROM change_sets WHERE undone_by IS NOT NULL);
