-- Sends the requests of one row: `wrk … -- KIND TOKEN FILE`, where every line of FILE is the id of a project or task.

-- The version of every task as its last answer told; only followed by the rows that name a base.
local versions, turns = {}, {}

-- A value that a row before wrote already would change nothing, and then the turns would no longer match the versions.
local salt = os.time() % 8999

-- Title and estimate take turns, so that a base one version behind never meets a change of the same field.
local function patch(id, n, behind)
  local version = versions[id]
  turns[id] = (turns[id] or 0) + 1
  local field = turns[id] % 2 == 0 and '"title":"The export keeps the order of the columns ' .. salt .. ' ' .. n .. '"' or '"estimate":' .. (n + salt) % 9000
  local base = version and ',"version":' .. math.max(1, version - behind) or ""
  return "PATCH", "/api/tasks/" .. id, "{" .. field .. base .. "}"
end

local kinds = {
  plain = function(id, n) return patch(id, n, 0) end,
  merge = function(id, n) return patch(id, n, 1) end,
  create = function(id, n)
    return "POST", "/api/projects/" .. id .. "/tasks", '{"title":"The export keeps the order of the columns ' .. n .. '"}'
  end,
  -- Another title every time: a repeated one would change nothing.
  patch = function(id, n)
    return "PATCH", "/api/tasks/" .. id, '{"title":"The export keeps the order of the columns ' .. n .. '"}'
  end,
  get = function(id) return "GET", "/api/tasks/" .. id end,
  board = function(id) return "GET", "/api/projects/" .. id .. "/board" end,
  list = function(id) return "GET", "/api/projects/" .. id .. "/tasks?limit=50" end,
}

local kind, ids, sent, inTurn, at
-- Tasks whose answer has not come: naming a base for them again would be a conflict of the bench with itself.
local waiting = {}

function init(args)
  kind = kinds[args[1]]
  wrk.headers["Authorization"] = "Bearer " .. args[2]
  wrk.headers["Content-Type"] = "application/json"
  ids, sent, at = {}, 0, 0
  inTurn = args[1] == "plain" or args[1] == "merge"
  -- wrk calls this for every answer: only where it is needed.
  if inTurn then
    response = function(_, _, body)
      local id, version = body:match('"id":"([^"]+)"'), body:match('"version":(%d+)')
      if id and version then versions[id] = math.max(versions[id] or 0, tonumber(version)) end
      if id then waiting[id] = nil end
    end
  end
  for id in io.lines(args[3]) do ids[#ids + 1] = id end
  math.randomseed(1)
end

local function nextInTurn()
  repeat at = at % #ids + 1 until not waiting[ids[at]]
  waiting[ids[at]] = true
  return ids[at]
end

function request()
  sent = sent + 1
  local method, path, body = kind(inTurn and nextInTurn() or ids[math.random(#ids)], sent)
  return wrk.format(method, path, nil, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"duration_us":%d,"p50_us":%d,"p99_us":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write + e.timeout))
end
