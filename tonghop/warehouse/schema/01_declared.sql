-- What was declared (reference), what was received (warehouse) and what is built of both (marts):
-- the files of this folder, in order of their numbers, are one text. Safe to run again: nothing
-- that exists is changed. But a warehouse that another version of the text made is dropped when it
-- is opened, and that loses nothing: it is derived from the archive.
-- Spans of validity include both ends; an empty end is open.

create schema if not exists reference;
create schema if not exists warehouse;
create schema if not exists marts;

-- Reference: reloaded from the declarations. No keys: the grain check of the marts finds doubles.

-- The declarations that everything recorded was checked against, and the unit that consolidates.
create table if not exists reference.declaration (
    digest varchar not null,
    consolidating_unit varchar
);

-- The version of this folder, as a sha256, that made the warehouse.
create table if not exists reference.structure (
    digest varchar not null
);

create table if not exists reference.indicator_cell (
    form_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    reports varchar,
    section varchar,
    line_label varchar,
    measure_label varchar,
    unit_of_measure varchar,
    decimals integer,
    kind varchar not null check (kind in ('flow', 'stock', 'ratio', 'yes_no', 'text')),
    aggregation varchar not null check (aggregation in ('sum', 'count_yes', 'ratio', 'none')),
    numerator varchar,
    denominator varchar,
    part_of varchar,
    sensitive boolean,
    position integer,
    valid_from date,
    valid_to date
);

create table if not exists reference.target (
    target_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    kind varchar not null check (kind in ('share', 'reduction')),
    value decimal(9, 2) not null,
    label varchar,
    source varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.period (
    period varchar not null,
    kind varchar,
    year integer,
    label varchar,
    starts_on date,
    cut_off date not null,
    last_year varchar
);

-- The parts of each way to derive a period by difference: the minuend, with sign 1, and what is
-- subtracted from it. label says that the period is derived. Where several ways are open, the one
-- with the lowest number counts.
create table if not exists reference.derivation (
    period varchar not null,
    label varchar,
    starts_on date,
    cut_off date not null,
    formula_number integer not null,
    formula varchar,
    minuend varchar not null,
    part varchar not null,
    sign integer not null,
    parts integer not null
);

create table if not exists reference.unit (
    unit_code varchar not null,
    kind varchar not null,
    kind_label varchar,
    kind_position integer,
    province_code varchar,
    reports_to varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.unit_name (
    unit_code varchar not null,
    name varchar not null,
    province_name varchar,
    valid_from date,
    valid_to date
);

create table if not exists reference.expected_report (
    period varchar not null,
    unit_code varchar not null,
    unit_name varchar,
    unit_kind varchar not null,
    directive_code varchar,
    due_before date,
    last_day date,
    last_day_strict date,
    last_day_lenient date
);

-- Each day, whether it is worked (null: not announced), and how many working and how many unknown
-- days there have been up to it: between two days the difference of the first counts the working
-- days, if the second has not changed.
create table if not exists reference.working_day (
    day date not null,
    is_working boolean,
    name varchar,
    working_days integer,
    unknown_days integer
);

-- Reports that are owed to the units which owe one here; no figure counts them.
create table if not exists reference.subordinate_report (
    period varchar not null,
    superior varchar not null,
    unit_code varchar not null,
    unit_name varchar,
    unit_kind varchar not null,
    directive_code varchar,
    due_before date
);

create table if not exists reference.succession (
    predecessor varchar not null,
    successor varchar not null,
    effective_from date
);

create table if not exists reference.issue_kind (
    code varchar not null,
    severity varchar,
    title varchar
);
