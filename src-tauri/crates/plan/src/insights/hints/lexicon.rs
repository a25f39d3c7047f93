//! The few English words that the hints know.
//!
//! Each list holds only words that are beyond doubt where they are used: a word
//! with a second meaning there (a surname among the roles, a verb among the nouns)
//! is left out.

/// Words, with a space between each two.
#[derive(Clone, Copy)]
pub(super) struct Words(&'static str);

impl Words {
    pub(super) fn contain(self, word: &str) -> bool {
        self.0.split(' ').any(|known| known == word)
    }
}

/// Nouns of measuring. After “build” or “launch” they make a compound that is
/// measured, not something to make: “build time under a minute”.
pub(super) const MEASURES: Words = Words(
    "count cost costs crashes date dates day days delay delays duration error errors failure \
     failures frequency minutes night number queue rate rates share size speed success time times \
     week",
);

/// What one builds only in a figure of speech, or feels.
pub(super) const ABSTRACT: Words =
    Words("anxiety confidence fear habit habits loyalty momentum panic stress trust");

/// Words that join others into a sentence and carry no meaning of their own.
pub(super) const LINKING: Words = Words(
    "a about after an and are as at be because before but by can do for from has have if in into \
     is it its must need needs not of on or our should so that the their then there they this to \
     too up us want wants we when where while who will with without would you",
);

/// Roles in the singular; those that are common surnames are left out.
pub(super) const ROLES: Words = Words(
    "accountant admin administrator analyst architect beginner blogger buyer client coder \
     consultant contributor creator customer designer developer director editor employee engineer \
     entrepreneur executive expert founder freelancer hacker hobbyist journalist lawyer \
     maintainer manager marketer moderator newcomer novice operator organizer owner parent \
     patient professional programmer recruiter researcher scientist seller stakeholder student \
     subscriber teacher tester user visitor writer",
);

/// Many people at once.
pub(super) const CROWDS: Words = Words(
    "agencies anybody anyone businesses companies community enterprises everybody everyone \
     families folks kids men people startups team teams women",
);

/// Virtues that any product claims.
pub(super) const GENERIC: Words = Words(
    "accessibility agility collaboration community consistency convenience craftsmanship \
     creativity delight design ease efficiency excellence flexibility focus growth innovation \
     integrity intelligence openness performance privacy productivity quality reliability \
     resilience robustness safety scalability security simplicity speed stability sustainability \
     transparency trust usability ux value",
);

/// Things one makes.
pub(super) const SOLUTIONS: Words = Words(
    "api app backend bot button chatbot cli dashboard extension feature integration microservices \
     modal mode module onboarding-wizard platform plugin plugins portal redesign rewrite sdk \
     sidebar sso website widget widgets wizard",
);

/// What tells that a thing is named for its trouble: “slow dashboard”.
pub(super) const TROUBLE: Words = Words(
    "abandon abandoned abandoning bad broken buggy cluttered confusing confused crash crashes \
     crashing crowded empty expensive fail failing fails failure failures flaky forgotten hard \
     heavy hidden hate ignored leave leaving lose losing lost messy missing never no nobody noisy \
     opaque outdated overloaded painful quit quitting slow stale stuck ugly unreliable unused \
     useless wrong",
);

/// Nouns of software that are not verbs as well, and so never begin a task.
pub(super) const NOUNS: Words = Words(
    "accessibility account accounts analytics api app auth authentication authorization backend \
     billing bugs button buttons ci cli component components config configuration dashboard \
     database dialog docs documentation editor endpoint endpoints error errors feature features \
     footer frontend handling header icon icons infrastructure integration layout library limiter \
     login logout menu migration migrations modal mode navbar notification notifications \
     onboarding page pages pagination parser password payments performance permissions pipeline \
     readme schema screen screens security server session sessions settings sidebar signup table \
     tables tests ui user users ux validation widget",
);

/// What describes or joins nouns.
pub(super) const QUALITIES: Words = Words(
    "a admin and basic better dark desktop for in initial light main mobile new offline of old on \
     private public simple small the web with",
);

/// How a check ends that says nothing one could see.
pub(super) const VAGUE: &[&str] = &[
    "as expected",
    "behaves correctly",
    "behaves well",
    "easy to use",
    "feels fast",
    "feels good",
    "feels nice",
    "feels right",
    "high quality",
    "is easy",
    "is fast",
    "is fine",
    "is good",
    "is intuitive",
    "is nice",
    "is robust",
    "is scalable",
    "is simple",
    "is stable",
    "is usable",
    "is user-friendly",
    "looks fine",
    "looks good",
    "looks great",
    "looks nice",
    "looks right",
    "no bugs",
    "runs fine",
    "runs smoothly",
    "runs well",
    "works as intended",
    "works correctly",
    "works fine",
    "works great",
    "works properly",
    "works reliably",
    "works smoothly",
    "works well",
];

/// Whole checks that say nothing one could see.
pub(super) const WORKS: &[&str] =
    &["all works", "done", "everything works", "it works", "tested", "works"];
