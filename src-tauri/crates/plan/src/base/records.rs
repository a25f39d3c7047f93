//! Entities as they are stored. Each kind lists the columns of its row with their
//! values once; making, changing and reading it follow from that list.

use std::sync::OnceLock;

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::types::Json;
use sqlx::{Arguments as _, Encode, FromRow, Sqlite, SqliteConnection, Type};

use crate::base::change::Change;
use crate::base::entities;
use crate::base::error::Result;
use crate::base::refs::{Kind, Link};

/// An entity that is one row of its kind's table.
pub(crate) trait Record: for<'r> FromRow<'r, SqliteRow> + Send + Unpin {
    /// Its id.
    type Id: AsRef<str>;
    /// Its kind.
    const KIND: Kind;

    /// What the row says that every kind has.
    fn head(&self) -> Head<'_>;

    /// Every column that is not of the plan's own bookkeeping, with its value.
    fn cells(&self, cells: &mut Cells);

    /// How one is read by its id, where that is more than its row and its ref.
    fn select() -> Option<&'static str> {
        None
    }

    /// A pointer to it.
    fn link(&self) -> Link {
        let Head { id, reference, name, .. } = self.head();
        Link {
            kind: Self::KIND,
            id: id.to_owned(),
            reference: reference.to_owned(),
            name: name.to_owned(),
        }
    }
}

/// What every entity has.
pub(crate) struct Head<'a> {
    pub(crate) id: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) name: &'a str,
    pub(crate) rev: u32,
    pub(crate) trashed: bool,
}

/// What cells are for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Write {
    Insert,
    Update,
}

/// Columns with their values, in one order.
pub(crate) struct Cells {
    write: Write,
    columns: Vec<&'static str>,
    values: Result<SqliteArguments, BoxDynError>,
}

impl Cells {
    fn of<T: Record>(entity: &T, write: Write) -> Self {
        let mut cells = Self { write, columns: Vec::new(), values: Ok(SqliteArguments::default()) };
        cells.put("id", entity.head().id);
        entity.cells(&mut cells);
        cells
    }

    /// A column with its value.
    pub(crate) fn put<'v, V>(&mut self, column: &'static str, value: V) -> &mut Self
    where
        V: Encode<'v, Sqlite> + Type<Sqlite>,
    {
        self.columns.push(column);
        if let Ok(values) = &mut self.values
            && let Err(error) = values.add(value)
        {
            self.values = Err(error);
        }
        self
    }

    /// A column whose value stays as it was made, or changes by SQL of its own.
    pub(crate) fn once<'v, V>(&mut self, column: &'static str, value: V) -> &mut Self
    where
        V: Encode<'v, Sqlite> + Type<Sqlite>,
    {
        match self.write {
            Write::Insert => self.put(column, value),
            Write::Update => self,
        }
    }

    /// A column that holds a list.
    pub(crate) fn list(&mut self, column: &'static str, lines: &[String]) -> &mut Self {
        self.put(column, Json(lines))
    }
}

/// The texts of one kind's SQL, each made once.
struct Texts {
    select: OnceLock<String>,
    insert: OnceLock<String>,
    update: OnceLock<String>,
}

const KINDS: usize = Kind::ALL.len();

static TEXTS: [Texts; KINDS] =
    [const { Texts { select: OnceLock::new(), insert: OnceLock::new(), update: OnceLock::new() } };
        KINDS];

/// One entity, in the trash or not.
pub(crate) async fn get<T: Record>(conn: &mut SqliteConnection, id: &T::Id) -> Result<Option<T>> {
    let text = TEXTS[T::KIND as usize].select.get_or_init(|| {
        let reference = match T::KIND.letter() {
            Some(letter) => format!(", '{letter}-' || number AS reference"),
            None => String::new(),
        };
        let plain = || format!("SELECT *{reference} FROM {} WHERE id = ?1", T::KIND.table());
        T::select().map_or_else(plain, str::to_owned)
    });
    Ok(sqlx::query_as(text.as_str()).bind(id.as_ref()).fetch_optional(conn).await?)
}

/// One entity, in the trash or not; refused when it is nowhere.
pub(crate) async fn known<T: Record>(conn: &mut SqliteConnection, id: &T::Id) -> Result<T> {
    get(conn, id).await?.ok_or_else(|| entities::missing(T::KIND))
}

/// One entity; refused when it is nowhere, or in the trash.
pub(crate) async fn existing<T: Record>(change: &mut Change, id: &T::Id) -> Result<T> {
    let entity: T = known(change.conn(), id).await?;
    let head = entity.head();
    if head.trashed {
        return Err(entities::trashed(head.reference));
    }
    Ok(entity)
}

/// Makes an entity, with the number of its ref where its kind has refs.
pub(crate) async fn insert<T: Record>(
    change: &mut Change,
    entity: &T,
    number: Option<u32>,
    rank: &str,
) -> Result<()> {
    let mut cells = Cells::of(entity, Write::Insert);
    if let Some(number) = number {
        cells.put("number", number);
    }
    let by = change.actor.shown().stored();
    cells.put("rank", rank).put("rev", 0);
    cells.put("created_at", change.at).put("created_by", &by);
    cells.put("updated_at", change.at).put("updated_by", &by);
    let text = TEXTS[T::KIND as usize].insert.get_or_init(|| {
        let places: Vec<String> = (1..=cells.columns.len()).map(|n| format!("?{n}")).collect();
        let (table, columns) = (T::KIND.table(), cells.columns.join(", "));
        format!("INSERT INTO {table} ({columns}) VALUES ({})", places.join(", "))
    });
    let values = cells.values.map_err(sqlx::Error::Encode)?;
    sqlx::query_with(text.as_str(), values).execute(change.conn()).await?;
    Ok(())
}

/// Writes an entity as it is now; the log notes what differs.
pub(crate) async fn update<T: Record>(change: &mut Change, entity: &T) -> Result<()> {
    let cells = Cells::of(entity, Write::Update);
    let text = TEXTS[T::KIND as usize].update.get_or_init(|| {
        let sets = cells.columns.iter().enumerate().skip(1);
        let sets: Vec<String> = sets.map(|(at, c)| format!("{c} = ?{}", at + 1)).collect();
        format!("UPDATE {} SET {} WHERE id = ?1", T::KIND.table(), sets.join(", "))
    });
    let values = cells.values.map_err(sqlx::Error::Encode)?;
    sqlx::query_with(text.as_str(), values).execute(change.conn()).await?;
    Ok(())
}

/// Writes what an entity became, on top of the rev its writer last read.
pub(crate) async fn replace<T: Record>(
    change: &mut Change,
    old: &T,
    new: &T,
    rev: Option<u32>,
) -> Result<()> {
    update(change, new).await?;
    let Head { id, reference, rev: now, .. } = old.head();
    change.refuse_conflict((T::KIND, id), reference, (rev, now)).await
}
