-- What was received: appended to, one submission a time, never overwritten.

create table if not exists warehouse.receipt (
    sha256 varchar not null,
    file_name varchar,
    folder varchar,
    received_at timestamptz,
    run integer,
    -- The place in the order of arrival, from 1; see tonghop/order_of_arrival.py.
    arrival integer not null default 0
);

create table if not exists warehouse.submission (
    sha256 varchar primary key,
    file_name varchar,
    received_at timestamptz not null,
    -- That of its first receipt: of two submissions the later one has the greater.
    arrival integer not null default 0,
    unit_code varchar,
    period varchar,
    template_version varchar,
    illustrative boolean,
    status varchar not null check (status in ('accepted', 'held', 'rejected', 'package'))
);

-- What each place of a file tells of whose report it is: its codes, names, hidden properties and
-- file name. They differ in a submission that is held, and a decision chooses between them.
create table if not exists warehouse.witness (
    sha256 varchar not null,
    witness varchar not null
    check (witness in ('codes', 'names', 'properties', 'file_name')),
    unit_code varchar,
    period varchar
);

-- No key on the values: its index would cost more than the values, and the marts check their grain.
create table if not exists warehouse.value (
    sha256 varchar not null,
    form_code varchar not null,
    line_code varchar not null,
    measure varchar not null,
    value decimal(20, 2),
    state varchar not null
    check (state in ('number', 'none', 'not_collected', 'blank', 'refused')),
    raw_text varchar,
    sheet varchar,
    cell varchar,
    check (
        case state
            when 'number' then value is not null
            when 'none' then value is not null and value = 0
            else value is null
        end
    )
);

-- is_derived: found by comparing what is recorded, and worked out anew at each recording.
-- basis: what it was judged on, where that is more than raw_text.
-- reason: how the sender explains it.
create table if not exists warehouse.issue (
    sha256 varchar not null,
    issue_number integer,
    is_derived boolean default false,
    code varchar not null,
    severity varchar not null,
    form_code varchar,
    line_code varchar,
    measure varchar,
    sheet varchar,
    cell varchar,
    raw_text varchar,
    sentence varchar,
    basis varchar,
    reason varchar
);

-- What senders wrote to explain an issue, and which; without a code nobody can tell which.
-- basis: what the issue was judged on; the reason is good for that alone.
create table if not exists warehouse.reason (
    sha256 varchar not null,
    code varchar,
    form_code varchar,
    line_code varchar,
    measure varchar,
    place varchar,
    basis varchar,
    sheet varchar,
    cell varchar,
    text varchar
);

create table if not exists warehouse.narrative (
    sha256 varchar not null,
    section_code varchar not null,
    sheet varchar,
    cell varchar,
    text varchar
);

-- The arrival that counts when the same content came more than once: the earliest.
-- Grain: sha256
create or replace view warehouse.first_receipt as
select
    receipt.sha256,
    receipt.file_name,
    receipt.folder,
    receipt.received_at,
    receipt.arrival
from warehouse.receipt as receipt
qualify
    row_number() over (
        partition by receipt.sha256
        order by
            receipt.arrival asc,
            receipt.received_at asc,
            receipt.run asc,
            receipt.file_name asc,
            receipt.folder asc
    ) = 1;
