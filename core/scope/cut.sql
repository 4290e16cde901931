-- What is seen from posts below the county.

-- A child is seen where it is enrolled and where it lives; by the school in charge of an
-- open finding about it, by the school and the village that answer for its case (A2, H14) or
-- are asked to, by both schools of the newest handover lists (H11), and by whoever keeps a plan
-- for it while that goes on (A9, A11): some have no other children.
DROP VIEW IF EXISTS temp.child;
CREATE TEMP VIEW child AS SELECT * FROM main.child
 WHERE class_id IN (SELECT id FROM temp.scope_place)
    OR group_id IN (SELECT id FROM temp.scope_place)
    OR id IN (SELECT child_id FROM main.plan
              WHERE post_id IN (SELECT id FROM temp.scope_post WHERE keeps)
                AND state IN ('asked', 'stands'))
    OR id IN (SELECT child_id FROM main.finding
              WHERE place_id IN (SELECT id FROM temp.scope_place) AND state = 'open')
    OR id IN (SELECT other_child_id FROM main.finding
              WHERE place_id IN (SELECT id FROM temp.scope_place) AND state = 'open')
    OR id IN (SELECT child_id FROM main.casefile
              WHERE school_id IN (SELECT id FROM temp.scope_place) AND state <> 'closed')
    OR id IN (SELECT child_id FROM main.casefile
              WHERE group_id IN (SELECT id FROM temp.scope_place) AND state <> 'closed')
    OR id IN (SELECT child_id FROM main.casefile WHERE state <> 'closed' AND id IN
              (SELECT case_id FROM main.transfer
               WHERE to_place IN (SELECT id FROM temp.scope_place) AND state = 'offered'))
    OR id IN (SELECT child_id FROM main.handover_child WHERE handover_id IN
              (SELECT id FROM main.handover
               WHERE year = (SELECT max(year) FROM main.handover)
                 AND (primary_id IN (SELECT id FROM temp.scope_place)
                      OR junior_id IN (SELECT id FROM temp.scope_place)
                         AND handed_on IS NOT NULL)));

-- What is about a child follows the child.
DROP VIEW IF EXISTS temp.guardian;
CREATE TEMP VIEW guardian AS SELECT * FROM main.guardian
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = guardian.child_id);
DROP VIEW IF EXISTS temp.register_row;
CREATE TEMP VIEW register_row AS SELECT * FROM main.register_row
 WHERE child_id IN (SELECT id FROM temp.child);
DROP VIEW IF EXISTS temp.roll_entry;
CREATE TEMP VIEW roll_entry AS SELECT * FROM main.roll_entry
 WHERE child_id IN (SELECT id FROM temp.child);
DROP VIEW IF EXISTS temp.roster;
CREATE TEMP VIEW roster AS SELECT * FROM main.roster
 WHERE class_id IN (SELECT id FROM temp.scope_place) -- numbers of those who left are taken, too
    OR EXISTS (SELECT 1 FROM temp.child WHERE child.id = roster.child_id);
DROP VIEW IF EXISTS temp.search_key;
CREATE TEMP VIEW search_key AS SELECT * FROM main.search_key
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = search_key.child_id);
DROP VIEW IF EXISTS temp.search_entry;
CREATE TEMP VIEW search_entry AS SELECT * FROM main.search_entry
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = search_entry.child_id);
DROP VIEW IF EXISTS temp.search_waiting;
CREATE TEMP VIEW search_waiting AS SELECT * FROM main.search_waiting
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = search_waiting.child_id);
DROP VIEW IF EXISTS temp.finding;
CREATE TEMP VIEW finding AS SELECT * FROM main.finding
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = finding.child_id);
DROP VIEW IF EXISTS temp.absence;
CREATE TEMP VIEW absence AS SELECT * FROM main.absence
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = absence.child_id);
DROP VIEW IF EXISTS temp.lateness;
CREATE TEMP VIEW lateness AS SELECT * FROM main.lateness
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = lateness.child_id);
DROP VIEW IF EXISTS temp.sighting;
CREATE TEMP VIEW sighting AS SELECT * FROM main.sighting
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = sighting.child_id);
DROP VIEW IF EXISTS temp.leave;
CREATE TEMP VIEW leave AS SELECT * FROM main.leave
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = leave.child_id);
DROP VIEW IF EXISTS temp.casefile;
CREATE TEMP VIEW casefile AS SELECT * FROM main.casefile
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = casefile.child_id);
DROP VIEW IF EXISTS temp.form_record;
CREATE TEMP VIEW form_record AS SELECT * FROM main.form_record
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = form_record.child_id)
    OR child_id IS NULL AND place_id IN (SELECT id FROM temp.scope_place);
DROP VIEW IF EXISTS temp.revision;
CREATE TEMP VIEW revision AS SELECT * FROM main.revision
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = revision.child_id);
DROP VIEW IF EXISTS temp.case_event;
CREATE TEMP VIEW case_event AS SELECT * FROM main.case_event
 WHERE EXISTS (SELECT 1 FROM temp.casefile WHERE casefile.id = case_event.case_id);
DROP VIEW IF EXISTS temp.transfer;
CREATE TEMP VIEW transfer AS SELECT * FROM main.transfer
 WHERE EXISTS (SELECT 1 FROM temp.casefile WHERE casefile.id = transfer.case_id);
DROP VIEW IF EXISTS temp.letter;
CREATE TEMP VIEW letter AS SELECT * FROM main.letter
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = letter.child_id);
DROP VIEW IF EXISTS temp.handover_child;
CREATE TEMP VIEW handover_child AS SELECT * FROM main.handover_child
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = handover_child.child_id);
DROP VIEW IF EXISTS temp.answer;
CREATE TEMP VIEW answer AS SELECT * FROM main.answer
 WHERE EXISTS (SELECT 1 FROM temp.form_record WHERE form_record.id = answer.record_id);
DROP VIEW IF EXISTS temp.form_signature;
CREATE TEMP VIEW form_signature AS SELECT * FROM main.form_signature
 WHERE EXISTS (SELECT 1 FROM temp.form_record WHERE form_record.id = form_signature.record_id);
DROP VIEW IF EXISTS temp.form_service;
CREATE TEMP VIEW form_service AS SELECT * FROM main.form_service
 WHERE EXISTS (SELECT 1 FROM temp.form_record WHERE form_record.id = form_service.record_id);
DROP VIEW IF EXISTS temp.report_copy;
CREATE TEMP VIEW report_copy AS SELECT * FROM main.report_copy
 WHERE EXISTS (SELECT 1 FROM temp.form_record WHERE form_record.id = report_copy.record_id);

DROP VIEW IF EXISTS temp.trail_reason;
CREATE TEMP VIEW trail_reason AS SELECT * FROM main.trail_reason
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = trail_reason.child_id);
DROP VIEW IF EXISTS temp.keeping_item;
CREATE TEMP VIEW keeping_item AS SELECT * FROM main.keeping_item
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = keeping_item.child_id);
DROP VIEW IF EXISTS temp.keeping_hold;
CREATE TEMP VIEW keeping_hold AS SELECT * FROM main.keeping_hold
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = keeping_hold.child_id);
DROP VIEW IF EXISTS temp.plan;
CREATE TEMP VIEW plan AS SELECT * FROM main.plan
 WHERE EXISTS (SELECT 1 FROM temp.child WHERE child.id = plan.child_id);
DROP VIEW IF EXISTS temp.plan_event;
CREATE TEMP VIEW plan_event AS SELECT * FROM main.plan_event
 WHERE EXISTS (SELECT 1 FROM temp.plan WHERE plan.id = plan_event.plan_id);

-- A page of the register is seen in its place, and with a child of it.
DROP VIEW IF EXISTS temp.household;
CREATE TEMP VIEW household AS SELECT * FROM main.household
 WHERE volume_id IN (SELECT id FROM main.volume WHERE place_id IN (SELECT id FROM temp.scope_place))
    OR id IN (SELECT household_id FROM temp.register_row);

-- What is about a class or school, or about a post, is seen there. Whether a class has reported
-- its day is also seen with a child of it: it is the school line's word (D 3(2)).
DROP VIEW IF EXISTS temp.attendance;
CREATE TEMP VIEW attendance AS SELECT * FROM main.attendance
 WHERE class_id IN (SELECT id FROM temp.scope_place)
    OR EXISTS (SELECT 1 FROM temp.child WHERE child.class_id = attendance.class_id);
DROP VIEW IF EXISTS temp.handover;
CREATE TEMP VIEW handover AS SELECT * FROM main.handover
 WHERE primary_id IN (SELECT id FROM temp.scope_place)
    OR junior_id IN (SELECT id FROM temp.scope_place);
DROP VIEW IF EXISTS temp.round_act;
CREATE TEMP VIEW round_act AS SELECT * FROM main.round_act
 WHERE place_id IN (SELECT id FROM temp.scope_place);
DROP VIEW IF EXISTS temp.duty;
CREATE TEMP VIEW duty AS SELECT * FROM main.duty
 WHERE iif(child_id IS NULL,
           place_id IN (SELECT id FROM temp.scope_place)
           OR post_id IN (SELECT id FROM temp.scope_post)
           OR first_post IN (SELECT id FROM temp.scope_post),
           EXISTS (SELECT 1 FROM temp.child WHERE child.id = duty.child_id));
DROP VIEW IF EXISTS temp.duty_with;
CREATE TEMP VIEW duty_with AS SELECT * FROM main.duty_with
 WHERE EXISTS (SELECT 1 FROM temp.duty WHERE duty.id = duty_with.duty_id);
DROP VIEW IF EXISTS temp.notice;
CREATE TEMP VIEW notice AS SELECT * FROM main.notice
 WHERE post_id IN (SELECT id FROM temp.scope_post)
   AND (child_id IS NULL OR EXISTS (SELECT 1 FROM temp.child WHERE child.id = notice.child_id));
