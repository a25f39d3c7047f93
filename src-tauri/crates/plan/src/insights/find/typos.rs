//! Words of names that a mistyped word may mean.

use sqlx::SqliteConnection;

use super::fold::SearchTerm;

/// The most words one is taken for.
const MOST: usize = 20;
/// The longest word that is compared.
const LONGEST: usize = 40;

/// The expression for names that hold every term, or words a typo away; none
/// when no other words are near.
pub(super) async fn expression(
    conn: &mut SqliteConnection,
    serial: i64,
    terms: &[SearchTerm],
) -> sqlx::Result<Option<String>> {
    let (groups, any) = groups(conn, serial, terms).await?;
    Ok(any.then(|| format!("name : ({})", groups.join(" AND "))))
}

/// The expression for names that hold any of the terms, or a word a typo away.
pub(super) async fn loose_expression(
    conn: &mut SqliteConnection,
    serial: i64,
    terms: &[SearchTerm],
) -> sqlx::Result<String> {
    let (groups, _) = groups(conn, serial, terms).await?;
    Ok(format!("name : ({})", groups.join(" OR ")))
}

async fn groups(
    conn: &mut SqliteConnection,
    serial: i64,
    terms: &[SearchTerm],
) -> sqlx::Result<(Vec<String>, bool)> {
    let mut any = false;
    let mut groups = Vec::with_capacity(terms.len());
    for term in terms {
        let mut either = vec![term.expression()];
        for word in near(conn, serial, term).await? {
            any = true;
            either.push(format!("\"{word}\""));
        }
        groups.push(format!("({})", either.join(" OR ")));
    }
    Ok((groups, any))
}

/// How many typos a word of so many letters may have.
fn typos_in(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

async fn near(
    conn: &mut SqliteConnection,
    serial: i64,
    term: &SearchTerm,
) -> sqlx::Result<Vec<String>> {
    let letters = term.word.chars().count();
    let typos = typos_in(letters);
    if typos == 0 || letters > LONGEST || !term.is_spelled() {
        return Ok(Vec::new());
    }
    // One row of all: reading them one by one takes longer than comparing.
    let words: Option<String> = sqlx::query_scalar(
        "SELECT group_concat(word, ' ') FROM vocabulary WHERE product = ?1 AND length BETWEEN ?2 AND ?3",
    )
    .bind(serial)
    .bind(i64::try_from(letters - typos).unwrap_or_default())
    .bind(i64::try_from(letters + typos).unwrap_or_default())
    .fetch_one(conn)
    .await?;
    Ok(nearest(&term.word, typos, words.as_deref().unwrap_or_default().split(' ')))
}

/// The words at most so many typos away, nearest first.
fn nearest<'a>(wanted: &str, typos: usize, words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let letters = letters_of(wanted);
    let most = u32::try_from(typos * 2).unwrap_or(u32::MAX);
    let mut near: Vec<(usize, &str)> = words
        .filter(|word| *word != wanted && (letters_of(word) ^ letters).count_ones() <= most)
        .map(|word| (strsim::osa_distance(wanted, word), word))
        .filter(|(distance, _)| *distance <= typos)
        .collect();
    near.sort_unstable();
    near.into_iter().take(MOST).map(|(_, word)| word.to_owned()).collect()
}

/// Which letters occur, one bit each. A typo changes at most two.
fn letters_of(word: &str) -> u64 {
    word.chars().fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_a_letter_too_many_too_few_wrong_or_swapped() {
        let words = ["queue", "quest", "sync", "offline"];
        let near =
            |wanted: &str| nearest(wanted, typos_in(wanted.chars().count()), words.iter().copied());
        for typed in ["quue", "queeue", "quwue", "uqeue"] {
            assert_eq!(near(typed), ["queue"], "{typed}");
        }
        assert_eq!(near("snyc"), ["sync"]);
        assert_eq!(near("oflinne"), Vec::<String>::new(), "two typos are one too many in seven");
        assert_eq!(near("oflinnes"), Vec::<String>::new());
        assert_eq!(near("offlinnne"), ["offline"]);
        assert_eq!(near("syn"), Vec::<String>::new(), "short words are meant as they are");
    }
}
